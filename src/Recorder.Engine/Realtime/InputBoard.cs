using System.Collections.Immutable;
using Recorder.Core.Commands;
using Recorder.Core.Ports;
using Recorder.Core.Snapshots;
using Recorder.Core.Units;

namespace Recorder.Engine.Realtime;

/// <summary>The inputs' names and which of them are recorded; changed by the control side, read by all.</summary>
internal sealed class InputBoard
{
    private readonly bool[] armed;
    private readonly string[] names;
    private readonly FixedText[] nameTexts;

    public InputBoard(ICaptureDevice device, SampleFormat? format, IReadOnlyList<int>? armedInputs)
    {
        DeviceName = device.Name;
        DeviceKey = device.Identity.Key;
        RateHz = device.Format.RateHz;
        RateBits = StandardRates.ToBits(device.RatesHz);
        Format = format ?? device.Format.Format;
        names = [.. device.InputNames];
        nameTexts = [.. names.Select(FixedText.From)];
        armed = [.. Enumerable.Range(0, device.Format.Channels).Select(input => armedInputs is null || armedInputs.Contains(input))];
    }

    /// <summary>The interface as a person calls it.</summary>
    public string DeviceName { get; }

    /// <summary>What is kept of it is kept under this.</summary>
    public string DeviceKey { get; }

    /// <summary>Frames a second.</summary>
    public int RateHz { get; }

    /// <summary>Rates the interface offers: <see cref="StandardRates.FromBits"/>.</summary>
    public int RateBits { get; }

    /// <summary>Format of the tracks.</summary>
    public SampleFormat Format { get; }

    /// <summary>Inputs of the interface.</summary>
    public int Count => armed.Length;

    /// <summary>The armed inputs in order.</summary>
    public ImmutableArray<int> ArmedInputs => [.. Enumerable.Range(0, Count).Where(input => armed[input])];

    /// <summary>All names.</summary>
    public ImmutableArray<string> Names => [.. names];

    /// <summary>Bytes a second of all armed inputs.</summary>
    public long BytesPerSecond
    {
        get
        {
            var tracks = 0;
            foreach (var isArmed in armed)
                tracks += isArmed ? 1 : 0;
            return (long)RateHz * Format.BytesPerSample() * tracks;
        }
    }

    /// <summary>Whether an input is recorded.</summary>
    public bool IsArmed(int input) => armed[input];

    /// <summary>The name as a snapshot keeps it.</summary>
    public FixedText NameText(int input) => nameTexts[input];

    /// <summary>Whether an input is recorded from the next take on.</summary>
    public CommandReply Arm(int input, bool isArmed)
    {
        if (!Has(input))
            return Unknown(input);
        armed[input] = isArmed;
        return CommandReply.Done;
    }

    /// <summary>Names an input and the tracks that come from it.</summary>
    public CommandReply Rename(int input, string name)
    {
        if (!Has(input))
            return Unknown(input);
        names[input] = name;
        nameTexts[input] = FixedText.From(name);
        return CommandReply.Done;
    }

    private static CommandReply Unknown(int input) => CommandReply.Refused($"There is no input {input + 1}.");

    private bool Has(int input) => (uint)input < (uint)armed.Length;
}
