using System.Globalization;
using Recorder.Core.Faults;
using Recorder.Core.Parameters;
using Recorder.Core.Ports;
using Recorder.Linux.Audio.Cards;
using Recorder.Simulation.Playback;

namespace Recorder.App.Devices;

/// <summary>
/// The output that is heard: the one that is named, or with <c>auto</c> the interface's own, else a USB headphone adapter,
/// else the Pi's jack or whatever there is. When it goes, another is looked for; meanwhile the mix goes on unheard.
/// </summary>
/// <remarks>
/// <see cref="Write(ReadOnlySpan{float}, ReadOnlySpan{float}, in CueFrames)"/> is the monitor's thread, all else the thread that watches over the engine. Every output is silent for
/// a moment when it is taken, and one that is new stays silent until a hand turns it up.
/// </remarks>
internal sealed class OutputKeeper : IPlaybackDevice
{
    private const string Alsa = "alsa:";
    private const string Silent = "silent:";
    private const int MostSilentChannels = 64;
    private const int SilentSwitchMs = 100;
    private const int MostTriesInTake = 30;
    private static readonly TimeSpan TryAgainAfter = TimeSpan.FromSeconds(2);

    private readonly string? wish;
    private readonly ISoundCards cards;
    private readonly InterfaceMemory memory;
    private readonly TimeProvider time;
    private readonly SilentPlaybackDevice nobody;
    private readonly float[] silence;
    private IPlaybackDevice current;
    private IPlaybackDevice? lost;
    private long? seenFingerprint;
    private long triedAt;
    private int silentFrames;
    private int tries;
    private int underrunsBefore;
    private float keptPhonesDb = StripParameters.SilenceDb;
    private volatile bool isStarted;

    /// <summary>Opens the best output there is.</summary>
    /// <param name="wish">alsa:NAME, auto, silent:CHANNELS for one that nobody hears, or null for none.</param>
    /// <param name="ownCard">The interface's card; null where it has none.</param>
    /// <param name="cards">The sound cards.</param>
    /// <param name="memory">How loud each output was.</param>
    /// <param name="rateHz">Frames per second.</param>
    /// <param name="periodFrames">Frames of one write.</param>
    /// <param name="time">The clock of what nobody hears.</param>
    /// <exception cref="RecorderException">The words name no output.</exception>
    public OutputKeeper(string? wish, PresentInterface? ownCard, ISoundCards cards, InterfaceMemory memory, int rateHz, int periodFrames, TimeProvider time)
    {
        if (wish is not (null or InterfaceKeeper.Auto) && SilentChannels(wish) is null && !(wish.StartsWith(Alsa, StringComparison.Ordinal) && wish.Length > Alsa.Length))
            throw new RecorderException(FaultKind.WrongWords, $"'{wish}' is no output; nothing was started; name one as alsa:NAME, or write auto.");
        (this.wish, this.cards, this.memory, this.time) = (wish, cards, memory, time);
        (OwnCard, RateHz, PeriodFrames) = (ownCard, rateHz, periodFrames);
        nobody = new SilentPlaybackDevice(rateHz, periodFrames, time);
        current = nobody;
        silence = new float[periodFrames];
        if (wish is not null)
            Look();
    }

    /// <summary>The interface's card, whose output goes before others.</summary>
    public PresentInterface? OwnCard { get; set; }

    /// <inheritdoc/>
    public string Name { get; private set; } = "";

    /// <summary>What its level is kept under; "" while nobody hears anything.</summary>
    public string Key { get; private set; } = "";

    /// <summary>Where the headphone level begins at this output, in decibels; off for a new one.</summary>
    public float PhonesDb => Key.Length > 0 ? memory.PhonesDb(Key) ?? StripParameters.SilenceDb : StripParameters.SilenceDb;

    /// <inheritdoc/>
    public int RateHz { get; }

    /// <inheritdoc/>
    public int PeriodFrames { get; }

    /// <inheritdoc/>
    public int Pairs => Volatile.Read(ref current).Pairs;

    /// <inheritdoc/>
    public int Underruns => Volatile.Read(ref underrunsBefore) + Volatile.Read(ref current).Underruns;

    /// <inheritdoc/>
    public void Start()
    {
        nobody.Start();
        isStarted = true;
        if (current != nobody)
            StartOrLose(current);
    }

    /// <inheritdoc/>
    public bool TryStartWith(ICaptureDevice inputs)
    {
        if (current == nobody || !current.TryStartWith(inputs))
            return false;
        nobody.Start();
        return isStarted = true;
    }

    /// <inheritdoc/>
    public PlaybackDelay? ReadDelay() => Volatile.Read(ref current).ReadDelay();

    /// <inheritdoc/>
    public bool Write(ReadOnlySpan<float> left, ReadOnlySpan<float> right) => Write(left, right, default);

    /// <inheritdoc/>
    public bool Write(ReadOnlySpan<float> left, ReadOnlySpan<float> right, in CueFrames cues)
    {
        var output = Volatile.Read(ref current);
        var isSilent = Volatile.Read(ref silentFrames) > 0;
        if (isSilent)
            Interlocked.Add(ref silentFrames, -left.Length);
        for (var done = 0; done < left.Length;)
        {
            var frames = Math.Min(output.PeriodFrames, left.Length - done);
            var isHeard = isSilent
                ? output.Write(silence.AsSpan(0, frames), silence.AsSpan(0, frames))
                : output.Write(left.Slice(done, frames), right.Slice(done, frames), cues.Slice(done, frames));
            if (!isHeard)
                return Lose(output);
            done += frames;
        }
        return true;
    }

    /// <summary>Whether a card came or went, or an output is missing: then <see cref="Look"/> is worth its while. Allocates nothing.</summary>
    /// <param name="isTakeRunning">Then a missing one is looked for a few times only: looking costs memory.</param>
    public bool IsLookDue(bool isTakeRunning) => wish is not null
        && (cards.Fingerprint != seenFingerprint
            || (Volatile.Read(ref current) == nobody && time.GetElapsedTime(triedAt) >= TryAgainAfter && (!isTakeRunning || tries < MostTriesInTake)));

    /// <summary>Looks for a better output than there is; true when another one was taken: its headphone level begins at <see cref="PhonesDb"/>.</summary>
    public bool Look()
    {
        var fingerprint = cards.Fingerprint;
        tries = fingerprint == seenFingerprint ? tries + 1 : 0;
        (seenFingerprint, triedAt) = (fingerprint, time.GetTimestamp());
        Interlocked.Exchange(ref lost, null)?.Dispose();
        foreach (var (key, name, pcmName) in Candidates())
        {
            if (key == Key && current != nobody)
                return false;
            if (TryOpen(pcmName) is not { } found)
                continue;
            Take(found, key, name);
            return true;
        }
        return false;
    }

    /// <summary>Remembers the level a hand has set.</summary>
    public void KeepPhones(float levelDb)
    {
        if (Key.Length == 0 || levelDb == keptPhonesDb)
            return;
        keptPhonesDb = levelDb;
        memory.KeepPhones(Key, levelDb);
    }

    /// <inheritdoc/>
    public void Stop()
    {
        Volatile.Read(ref current).Stop();
        nobody.Stop();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (current != nobody)
            current.Dispose();
        lost?.Dispose();
        nobody.Dispose();
    }

    /// <summary>The interface's own output first, then what is plugged in, then the jack, then the rest.</summary>
    internal static IEnumerable<PresentInterface> BestFirst(IEnumerable<PresentInterface> present, PresentInterface? own) => present
        .Where(card => card.HasOutputs)
        .OrderByDescending(card => own is not null && card.Card == own.Card && card.Identity.CardId == own.Identity.CardId)
        .ThenByDescending(card => card.IsUsb)
        .ThenByDescending(card => card.Identity.CardId?.Contains("eadphones", StringComparison.Ordinal) == true)
        .ThenBy(card => card.Card)
        .ThenBy(card => card.Identity.Device);

    private IEnumerable<(string Key, string Name, string PcmName)> Candidates()
    {
        if (SilentChannels(wish) is { } channels)
            return [(wish!, string.Create(CultureInfo.InvariantCulture, $"{channels} silent outputs"), wish!)];
        if (wish != InterfaceKeeper.Auto)
            return [(KeyOf(wish![Alsa.Length..]), wish[Alsa.Length..], wish[Alsa.Length..])];
        return BestFirst(cards.List(), OwnCard).Select(card => (card.Identity.Key, card.Identity.Name, card.PcmName));
    }

    private static int? SilentChannels(string? words) =>
        words?.StartsWith(Silent, StringComparison.Ordinal) == true
        && int.TryParse(words.AsSpan(Silent.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var channels)
        && channels is >= 2 and <= MostSilentChannels
            ? channels
            : null;

    // An output that is asked for by name, as hw:1 or plughw:X18,0, is the same as when it is found by itself.
    private string KeyOf(string pcmName)
    {
        var place = pcmName[(pcmName.IndexOf(':', StringComparison.Ordinal) + 1)..].Split(',');
        var isHardware = pcmName.StartsWith("hw:", StringComparison.Ordinal) || pcmName.StartsWith("plughw:", StringComparison.Ordinal);
        var card = cards.List().FirstOrDefault(card => isHardware && card.HasOutputs
            && (card.Identity.CardId == place[0] || card.Card.ToString(CultureInfo.InvariantCulture) == place[0])
            && card.Identity.Device.ToString(CultureInfo.InvariantCulture) == (place.Length > 1 ? place[1] : "0"));
        return (card?.Identity ?? InterfaceIdentity.Of(pcmName)).Key;
    }

    // What does not run at this rate by itself is converted by ALSA: heard somewhat later is better than not at all.
    private IPlaybackDevice? TryOpen(string pcmName)
    {
        if (SilentChannels(pcmName) is { } channels)
            return new SilentPlaybackDevice(RateHz, PeriodFrames, time, channels / 2);
        foreach (var name in pcmName.StartsWith("hw:", StringComparison.Ordinal) ? (string[])[pcmName, "plug" + pcmName] : [pcmName])
        {
            try
            {
                return cards.OpenOutput(name, RateHz, PeriodFrames);
            }
            catch (RecorderException)
            {
                // The next one, or nobody.
            }
        }
        return null;
    }

    private void Take(IPlaybackDevice found, string key, string name)
    {
        (Key, Name) = (key, name);
        keptPhonesDb = PhonesDb;
        Volatile.Write(ref silentFrames, RateHz * SilentSwitchMs / 1000);
        if (isStarted && !StartOrLose(found))
            return;
        var before = Interlocked.Exchange(ref current, found);
        if (before == nobody)
            return;
        Volatile.Write(ref underrunsBefore, underrunsBefore + before.Underruns + 1);
        before.Stop();
        lost = before;
    }

    private bool StartOrLose(IPlaybackDevice output)
    {
        try
        {
            output.Start();
            return true;
        }
        catch (RecorderException)
        {
            Lose(output);
            return false;
        }
    }

    // The monitor's thread goes on at the pace of what nobody hears; the device is closed by the thread that looks for another.
    private bool Lose(IPlaybackDevice output)
    {
        if (output == nobody)
            return false;
        // Its clock begins here, or it would catch up with all that others have played.
        nobody.Start();
        if (Interlocked.CompareExchange(ref current, nobody, output) == output)
        {
            // What was heard has stumbled, and whoever follows the output's clock begins anew.
            Volatile.Write(ref underrunsBefore, underrunsBefore + output.Underruns + 1);
            (lost, tries) = (output, 0);
            (Key, Name) = ("", "");
        }
        return true;
    }
}
