using System.Globalization;
using System.Text;
using Recorder.Core.Parameters;
using Recorder.Core.Snapshots;
using Recorder.Panel.Surfaces.Midi;

namespace Recorder.Panel.Surfaces.Mackie;

/// <summary>The scribble strips: names above, values below; a sentence takes both lines for as long as it stands.</summary>
internal sealed class MackieText(SurfaceDesk desk, MackiePots pots)
{
    private const long ValueStandsMs = 1500;
    private const int Lines = 2;
    private const char Dot = '\x40';

    private readonly char[] sent = new char[Lines * MackieCodes.LineCharacters];

    /// <summary>The surface has forgotten it.</summary>
    public void Forget() => Array.Clear(sent);

    /// <summary>Sends the strips whose text has changed, neighbours together.</summary>
    public void Show(MidiOut output, byte device, long nowMs)
    {
        var wanted = Wanted(nowMs);
        for (var at = 0; at < wanted.Length; at += MackieCodes.StripCharacters)
        {
            var end = at;
            while (end < wanted.Length && end / MackieCodes.LineCharacters == at / MackieCodes.LineCharacters && IsOther(wanted, end))
                end += MackieCodes.StripCharacters;
            if (end == at)
                continue;
            var characters = wanted.AsSpan(at, end - at);
            byte[] message = [0xF0, .. MackieCodes.Maker, device, MackieCodes.WriteText, (byte)at, .. Encoding.ASCII.GetBytes(characters.ToArray()), 0xF7];
            if (!output.Send(message))
                return;
            characters.CopyTo(sent.AsSpan(at));
            at = end - MackieCodes.StripCharacters;
        }
    }

    /// <summary>
    /// The twelve digits as they are sent, the rightmost of the time first and the two of the assignment last: six bits of
    /// ASCII, and bit 6 for the dot behind it.
    /// </summary>
    /// <remarks>Time is hours (three digits), minutes, seconds, and three that stay dark; the assignment is the bank's first strip.</remarks>
    public static byte[] Digits(RecorderSnapshot snapshot, int firstStrip)
    {
        var seconds = (long)Math.Max(0, snapshot.Running?.Seconds ?? snapshot.Open?.PlayheadSeconds ?? 0);
        var time = string.Create(CultureInfo.InvariantCulture, $"{Math.Min(seconds / 3600, 999),3}{seconds / 60 % 60:00}{seconds % 60:00}   ");
        var bank = string.Create(CultureInfo.InvariantCulture, $"{firstStrip + 1,2}");
        var digits = new byte[MackieCodes.TimeDigits + MackieCodes.AssignmentDigits];
        for (var i = 0; i < MackieCodes.TimeDigits; i++)
        {
            var place = MackieCodes.TimeDigits - 1 - i;
            var hasDot = place is 2 or 4;
            digits[i] = (byte)(time[place] & 0x3F | (hasDot ? Dot : 0));
        }
        for (var i = 0; i < MackieCodes.AssignmentDigits; i++)
            digits[MackieCodes.TimeDigits + i] = (byte)(bank[MackieCodes.AssignmentDigits - 1 - i] & 0x3F);
        return digits;
    }

    private bool IsOther(char[] wanted, int at) =>
        !wanted.AsSpan(at, MackieCodes.StripCharacters).SequenceEqual(sent.AsSpan(at, MackieCodes.StripCharacters));

    private char[] Wanted(long nowMs)
    {
        var wanted = new char[Lines * MackieCodes.LineCharacters];
        Array.Fill(wanted, ' ');
        if (Sentence() is var (first, second))
        {
            Write(wanted, 0, first, MackieCodes.LineCharacters - 1);
            Write(wanted, MackieCodes.LineCharacters, second, MackieCodes.LineCharacters - 1);
            return wanted;
        }
        for (var strip = 0; strip < SurfaceDesk.StripsPerBank; strip++)
        {
            // The last place of a strip stays empty, so that names do not run into one another.
            Write(wanted, strip * MackieCodes.StripCharacters, NameOf(strip), MackieCodes.StripCharacters - 1);
            Write(wanted, MackieCodes.LineCharacters + strip * MackieCodes.StripCharacters, ValueUnder(strip, nowMs), MackieCodes.StripCharacters - 1);
        }
        return wanted;
    }

    private (string First, string Second)? Sentence()
    {
        if (desk.Sentence is { } sentence)
            return Split(sentence);
        return desk.Snapshot.Message is { Kind: not MessageKind.News, IsSeen: false } message
            ? ($"{message.Happened} {message.Safe}", $"{message.Do} (ENTER: seen)")
            : null;
    }

    private static (string First, string Second) Split(string sentence)
    {
        const int Width = MackieCodes.LineCharacters - 1;
        if (sentence.Length <= Width)
            return (sentence, "");
        var at = sentence.LastIndexOf(' ', Width);
        return at > 0 ? (sentence[..at], sentence[(at + 1)..]) : (sentence[..Width], sentence[Width..]);
    }

    private string NameOf(int strip)
    {
        var channel = desk.FirstStrip + strip;
        var snapshot = desk.Snapshot;
        var name = pots[strip].Strip == channel ? NameOfStrip(snapshot, channel) : pots[strip].Spec.Short;
        return name.Length > 0 ? name : channel < snapshot.Inputs.Length ? (channel + 1).ToString(CultureInfo.InvariantCulture) : "";
    }

    private static string NameOfStrip(RecorderSnapshot snapshot, int channel) =>
        channel < snapshot.Mix.Strips.Length ? snapshot.Mix.Strips[channel].Name
        : channel < snapshot.Inputs.Length ? snapshot.Inputs[channel].Name
        : "";

    // The value a hand has just moved there, else what the pot turns.
    private string ValueUnder(int strip, long nowMs)
    {
        var shown = desk.LastMoved is var (moved, atMs) && nowMs - atMs < ValueStandsMs && moved.Strip == desk.FirstStrip + strip && pots[strip].Strip == moved.Strip
            ? moved
            : pots[strip];
        if (desk.Current(shown) is not { } value)
            return "";
        var (number, unit) = ParameterText.Split(shown.Spec, value);
        return number.Length + unit.Length < MackieCodes.StripCharacters ? number + unit : number;
    }

    // The display knows ASCII; a letter it does not know shows as a question mark.
    private static void Write(char[] wanted, int at, string words, int width)
    {
        for (var i = 0; i < Math.Min(width, words.Length); i++)
            wanted[at + i] = words[i] is >= ' ' and <= '~' ? words[i] : '?';
    }
}
