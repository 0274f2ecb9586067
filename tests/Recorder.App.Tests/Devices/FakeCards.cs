using Recorder.App.Devices;
using Recorder.Core.Faults;
using Recorder.Core.Ports;
using Recorder.Core.Units;
using Recorder.Linux.Audio.Cards;

namespace Recorder.App.Tests.Devices;

/// <summary>Sound cards that tests plug in and pull out; opened by the names that ALSA would know them by at that moment.</summary>
internal sealed class FakeCards : ISoundCards
{
    private readonly List<PresentInterface> present = [];

    public long Fingerprint { get; private set; }

    /// <summary>How often the list was asked for.</summary>
    public int Looks { get; private set; }

    /// <summary>The names that were opened, in order.</summary>
    public List<string> Opened { get; } = [];

    /// <summary>Outputs that are open.</summary>
    public List<FakeOutput> Outputs { get; } = [];

    /// <summary>PCM names that refuse.</summary>
    public HashSet<string> Busy { get; } = [];

    public static PresentInterface Usb(int card, string name, int inputs, string? serial = "1", string usbId = "1397:00d4", int outputs = 0) => new(
        new InterfaceIdentity { Name = name, LongName = name, CardId = name, UsbId = usbId, Serial = serial, UsbPort = $"1-{card}" },
        card, inputs > 0, outputs > 0) { Inputs = inputs, Outputs = outputs };

    public static PresentInterface BuiltIn(int card, string name, int inputs, int outputs = 0) => new(
        new InterfaceIdentity { Name = name, LongName = name, CardId = name }, card, inputs > 0, outputs > 0) { Inputs = inputs, Outputs = outputs };

    public void Plug(PresentInterface card)
    {
        present.Add(card);
        Fingerprint++;
    }

    public void Pull(int card)
    {
        present.RemoveAll(one => one.Card == card);
        foreach (var output in Outputs.Where(output => output.Name.Contains($"hw:{card},", StringComparison.Ordinal)))
            output.IsGone = true;
        Fingerprint++;
    }

    public IReadOnlyList<PresentInterface> List(bool countsChannels = false)
    {
        Looks++;
        return [.. present];
    }

    public ICaptureDevice OpenInputs(string pcmName, int? rateHz)
    {
        var card = Find(pcmName, card => card.HasInputs);
        Opened.Add(pcmName);
        return new FakeInputs(card.Identity, new CaptureFormat(card.Inputs, rateHz ?? 48000, SampleFormat.S24, 240, 24_000));
    }

    public IPlaybackDevice OpenOutput(string pcmName, int rateHz, int periodFrames)
    {
        var card = Find(pcmName, card => card.HasOutputs);
        var output = new FakeOutput(pcmName, rateHz, periodFrames / 2) { Pairs = card.Outputs / 2 };
        Outputs.Add(output);
        return output;
    }

    private PresentInterface Find(string pcmName, Func<PresentInterface, bool> isUsable) =>
        present.FirstOrDefault(card => isUsable(card) && !Busy.Contains(pcmName)
            && (pcmName.EndsWith($"hw:{card.Card}", StringComparison.Ordinal) || pcmName.EndsWith(card.PcmName, StringComparison.Ordinal) || pcmName.EndsWith($"hw:{card.Identity.CardId}", StringComparison.Ordinal)))
        ?? throw new RecorderException(FaultKind.Device, $"Interface {pcmName} cannot be opened; nothing was recorded; plug it in.");
}

/// <summary>Inputs that are only opened, started and closed.</summary>
internal sealed class FakeInputs(InterfaceIdentity identity, CaptureFormat format) : ICaptureDevice
{
    public string Name => identity.Name;
    public InterfaceIdentity Identity => identity;
    public CaptureFormat Format => format;
    public IReadOnlyList<string> InputNames => [.. Enumerable.Range(1, format.Channels).Select(i => $"In {i}")];
    public bool IsPaced => true;
    public bool IsStarted { get; private set; }
    public void Start() => IsStarted = true;
    public CaptureResult Read(PlanarWords destination) => new(CaptureStatus.Frames, 0);
    public void Stop() => IsStarted = false;
    public void Dispose() => IsStarted = false;
}

/// <summary>An output that remembers what it was given.</summary>
internal sealed class FakeOutput(string name, int rateHz, int periodFrames) : IPlaybackDevice
{
    public string Name => name;
    public int RateHz => rateHz;
    public int PeriodFrames => periodFrames;
    public bool IsGone { get; set; }
    public bool IsStarted { get; private set; }
    public bool IsClosed { get; private set; }
    public int Pairs { get; init; } = 1;
    public List<float> Heard { get; } = [];

    /// <summary>The last side of what its further pairs were given.</summary>
    public List<float> HeardLast { get; } = [];

    public void Start() =>
        IsStarted = !IsGone ? true : throw new RecorderException(FaultKind.Device, $"Interface {name} does not start; nothing was recorded; unplug it.");

    public bool Write(ReadOnlySpan<float> left, ReadOnlySpan<float> right) => Write(left, right, default);

    public bool Write(ReadOnlySpan<float> left, ReadOnlySpan<float> right, in CueFrames cues)
    {
        if (IsGone)
            return false;
        Assert.True(left.Length <= periodFrames && IsStarted && !IsClosed);
        Heard.AddRange(left);
        if (cues.Sides > 0)
            HeardLast.AddRange(cues.Side(cues.Sides - 1));
        return true;
    }

    public void Stop()
    {
    }

    public void Dispose() => IsClosed = true;
}
