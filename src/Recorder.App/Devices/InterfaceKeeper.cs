using Recorder.Core.Commands;
using Recorder.Core.Faults;
using Recorder.Core.Ports;
using Recorder.Linux.Audio.Cards;

namespace Recorder.App.Devices;

/// <summary>
/// Which interface the engine works with: the one that is named, or with <c>auto</c> the one a person chose if it is there,
/// else the best one that is. Finds it again when it was gone, under whatever number.
/// </summary>
/// <remarks>
/// <see cref="Reopen"/> is called by the thread that captures, while nothing is captured; all else by the thread that
/// watches over the engine.
/// </remarks>
/// <param name="choice">The words it is named by.</param>
/// <param name="cards">The sound cards.</param>
/// <param name="memory">What was chosen.</param>
/// <param name="time">The monotonic clock.</param>
internal sealed class InterfaceKeeper(CaptureChoice choice, ISoundCards cards, InterfaceMemory memory, TimeProvider time)
{
    /// <summary>The word that leaves the choice to the recorder.</summary>
    public const string Auto = "auto";

    private const string Alsa = "alsa:";
    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan TryAgainAfter = TimeSpan.FromSeconds(1);

    private IReadOnlyList<PresentInterface> present = [];
    private Held? offered;
    private volatile Held held = new(new InterfaceIdentity { Name = "" }, "", null);
    private long? seenFingerprint;
    private long triedAt;
    private long? missedAtFingerprint;
    private long missedAt;
    private volatile bool isChoiceNew;

    /// <summary>All that could be chosen, as last seen.</summary>
    public IReadOnlyList<PresentInterface> Present => Volatile.Read(ref present);

    /// <summary>The interface the engine works with, also while it is gone; its card only as long as it is known.</summary>
    public PresentInterface? Card => held.Card;

    /// <summary>Why the last one that was tried could not be opened; "" when there was none to try.</summary>
    public string Complaint { get; private set; } = "";

    private bool IsAuto => choice.Device == Auto;

    /// <summary>Whether it is a device that can be pulled out, and so be looked for again.</summary>
    public bool CanBePulled => IsAuto || IsAlsa;

    private bool IsAlsa => choice.Device.StartsWith(Alsa, StringComparison.Ordinal);

    /// <summary>Opens the interface; not started yet.</summary>
    /// <returns>Null when it is not there, or there is none at all.</returns>
    /// <exception cref="RecorderException">The words name none.</exception>
    public ICaptureDevice? TryOpen()
    {
        if (IsAuto && choice.AsFastAsPossible)
            throw CaptureDevices.Wrong("A real interface has its own clock", "leave --speed away");
        Look();
        var device = IsAuto ? OpenBest() : IsAlsa ? OpenNamed() : Offer(CaptureDevices.Open(choice), choice.Device);
        Accept();
        return device;
    }

    /// <summary>The interface offered last is the one the engine works with from now on.</summary>
    public void Accept() => (held, offered, missedAtFingerprint) = (offered ?? held, null, null);

    /// <summary>The same interface again, started; null while it is not there. What it delivers may be other than before.</summary>
    public ICaptureDevice? Reopen()
    {
        var (identity, name, was) = held;
        if (was is not null)
        {
            // Cheap while it stays away, however long that is.
            var fingerprint = cards.Fingerprint;
            if (fingerprint == missedAtFingerprint && time.GetElapsedTime(missedAt) < LookAgainAfter)
                return null;
            if (cards.List().FirstOrDefault(card => card.HasInputs && card.Identity.IsSame(identity)) is not { } now)
            {
                (missedAtFingerprint, missedAt) = (fingerprint, time.GetTimestamp());
                return null;
            }
            (missedAtFingerprint, name) = (null, CardNames.At(name, was, now));
        }
        return TryStart(name);
    }

    /// <summary>A person's choice, from now on and from day to day; "" leaves it to the recorder.</summary>
    public CommandReply Choose(string key)
    {
        if (!IsAuto)
            return CommandReply.Refused($"The settings name {choice.Device}. Set \"device\" to \"auto\" to choose here.");
        if (key.Length > 0 && !Present.Any(card => card.HasInputs && card.Identity.Key == key))
            return CommandReply.Refused("That interface is not there. Plug it in, then choose it.");
        memory.Choose(key);
        isChoiceNew = true;
        return CommandReply.Done;
    }

    /// <summary>
    /// While nothing runs: another interface to take, opened and not started; null to stay with the one there is. What is done
    /// with it is told by <see cref="Accept"/>, or not at all.
    /// </summary>
    /// <param name="isPresent">Whether the one there is delivers.</param>
    /// <param name="isChanged">Whether it came back and delivers something else than before.</param>
    public ICaptureDevice? LookForAnother(bool isPresent, bool isChanged)
    {
        if (!IsAuto && !IsAlsa)
            return null;
        if (!Look() && (isPresent || (time.GetElapsedTime(triedAt) < TryAgainAfter && !isChanged)))
            return null;
        triedAt = time.GetTimestamp();
        if (isChanged)
            return OpenSame();
        if (IsAuto)
            return OpenBest();
        return isPresent || held.Name.Length > 0 ? null : OpenNamed();
    }

    // True when a card came or went, or a person has chosen, since the last look.
    private bool Look()
    {
        var fingerprint = cards.Fingerprint;
        var isNews = fingerprint != seenFingerprint;
        if (isNews && (IsAuto || IsAlsa))
            Volatile.Write(ref present, WithKnownInputs(cards.List(countsChannels: IsAuto)));
        seenFingerprint = fingerprint;
        if (!isChoiceNew && !memory.Refresh())
            return isNews;
        isChoiceNew = false;
        return true;
    }

    // One that is open cannot be asked how many inputs it has: it had as many before.
    private IReadOnlyList<PresentInterface> WithKnownInputs(IReadOnlyList<PresentInterface> found) =>
    [
        .. found.Select(card => card is { HasInputs: true, Inputs: 0 } && Present.FirstOrDefault(old => old.Identity.Key == card.Identity.Key) is { } known
            ? card with { Inputs = known.Inputs }
            : card),
    ];

    /// <summary>The chosen one if it is there; else plugged in before built in, then the most inputs, then the lowest number.</summary>
    internal static IEnumerable<PresentInterface> BestFirst(IEnumerable<PresentInterface> present, string chosen) => present
        .Where(card => card.HasInputs)
        .OrderByDescending(card => card.Identity.Key == chosen)
        .ThenByDescending(card => card.IsUsb)
        .ThenByDescending(card => card.Inputs)
        .ThenBy(card => card.Card)
        .ThenBy(card => card.Identity.Device);

    private ICaptureDevice? OpenBest()
    {
        Complaint = "";
        foreach (var card in BestFirst(Present, memory.Chosen))
        {
            // It works, or the thread that captures takes it again by itself.
            if (card.Identity.IsSame(held.Identity))
                return null;
            if (TryOpen(card.PcmName) is { } device)
                return Offer(device, card.PcmName);
        }
        return null;
    }

    private ICaptureDevice? OpenNamed()
    {
        var name = choice.Device[Alsa.Length..];
        return name.Length == 0 || choice.AsFastAsPossible ? CaptureDevices.Open(choice) : TryOpen(name) is { } device ? Offer(device, name) : null;
    }

    private ICaptureDevice? OpenSame()
    {
        var now = held.Card is { } was ? cards.List().FirstOrDefault(card => card.Identity.IsSame(was.Identity)) : null;
        var name = now is null ? held.Name : CardNames.At(held.Name, held.Card!, now);
        return TryOpen(name) is { } device ? Offer(device, name) : null;
    }

    private ICaptureDevice Offer(ICaptureDevice device, string name)
    {
        var card = IsAuto || IsAlsa ? cards.List().FirstOrDefault(card => card.HasInputs && card.Identity.IsSame(device.Identity)) : null;
        offered = new(device.Identity, name, card);
        if (card is not null)
        {
            Volatile.Write(ref present,
                [.. Present.Select(one => one.Identity.Key == card.Identity.Key ? one with { Inputs = device.Format.Channels } : one)]);
        }
        return device;
    }

    private ICaptureDevice? TryOpen(string name)
    {
        try
        {
            return CaptureDevices.AsSetUp(choice, rateHz => cards.OpenInputs(name, rateHz));
        }
        catch (RecorderException trouble) when (trouble.Kind == FaultKind.Device)
        {
            Complaint = trouble.Message;
            return null;
        }
    }

    private ICaptureDevice? TryStart(string name)
    {
        ICaptureDevice? found = null;
        try
        {
            found = IsAuto || IsAlsa ? CaptureDevices.AsSetUp(choice, rateHz => cards.OpenInputs(name, rateHz)) : CaptureDevices.Open(choice);
            found.Start();
            return found;
        }
        catch (RecorderException)
        {
            found?.Dispose();
            return null;
        }
    }

    private sealed record Held(InterfaceIdentity Identity, string Name, PresentInterface? Card);
}
