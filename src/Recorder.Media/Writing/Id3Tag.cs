using System.Globalization;
using System.Text;
using Recorder.Media.Audio;

namespace Recorder.Media.Writing;

/// <summary>An ID3v2.4 tag for the head of an MP3: the encoder's own writes ID3v1 only, 30 letters without their accents.</summary>
internal static class Id3Tag
{
    internal static byte[] Build(AudioTags tags, LoudnessFigures loudness)
    {
        var frames = new List<byte>();
        AddText(frames, "TIT2", tags.Title);
        AddText(frames, "TPE1", tags.Artist);
        AddText(frames, "TALB", tags.Album);
        AddText(frames, "TDRC", tags.Date);
        AddText(frames, "TRCK", tags.TrackNumber);
        AddText(frames, "TCON", tags.Genre);
        AddText(frames, "TSSE", tags.Software);
        if (!string.IsNullOrEmpty(tags.Comment))
            AddFrame(frames, "COMM", [3, .. "XXX"u8, 0, .. Encoding.UTF8.GetBytes(tags.Comment)]);
        foreach (var (name, value) in ReplayGain.Tags(loudness))
            AddFrame(frames, "TXXX", [3, .. Encoding.UTF8.GetBytes(name), 0, .. Encoding.UTF8.GetBytes(value)]);
        return frames.Count == 0 ? [] : [.. "ID3"u8, 4, 0, 0, .. Synchsafe(frames.Count), .. frames];
    }

    private static void AddText(List<byte> frames, string name, string? text)
    {
        if (!string.IsNullOrEmpty(text))
            AddFrame(frames, name, [3, .. Encoding.UTF8.GetBytes(text)]);
    }

    private static void AddFrame(List<byte> frames, string name, byte[] body)
    {
        frames.AddRange(Encoding.ASCII.GetBytes(name));
        frames.AddRange(Synchsafe(body.Length));
        frames.AddRange([0, 0, .. body]);
    }

    // ID3v2.4 §6.2: seven bits a byte.
    private static byte[] Synchsafe(int value) =>
        [(byte)((value >> 21) & 0x7F), (byte)((value >> 14) & 0x7F), (byte)((value >> 7) & 0x7F), (byte)(value & 0x7F)];
}

/// <summary>Playback gain as players read it: ReplayGain 2.0, reference -18 LUFS.</summary>
internal static class ReplayGain
{
    private const double ReferenceLufs = -18;

    internal static IEnumerable<(string Name, string Value)> Tags(LoudnessFigures loudness)
    {
        if (loudness.IntegratedLufs is { } integratedLufs)
            yield return ("REPLAYGAIN_TRACK_GAIN", string.Create(CultureInfo.InvariantCulture, $"{ReferenceLufs - integratedLufs:+0.00;-0.00} dB"));
        if (loudness.TruePeakDbtp is { } peakDbtp)
            yield return ("REPLAYGAIN_TRACK_PEAK", string.Create(CultureInfo.InvariantCulture, $"{Math.Pow(10, peakDbtp / 20):0.000000}"));
    }
}
