using System.CommandLine;
using System.Globalization;
using Recorder.App.CommandLine;
using Recorder.App.Configuration;
using Recorder.App.Devices;
using Recorder.Core.Faults;
using Recorder.Core.Ports;
using Recorder.Core.Snapshots;
using Recorder.Media.Samples;
using Recorder.Studio.SoundCheck;

namespace Recorder.App.Verbs;

/// <summary><c>recorder soundcheck --device DEV [--seconds S]</c>: what an engineer would say of every input.</summary>
internal static class SoundCheckVerb
{
    private const double UsualSeconds = 20;
    private const double MostSeconds = 600;

    public static Command Create()
    {
        var device = new Option<string>("--device") { Description = "auto, alsa:NAME, files:DIR or band:N.", Required = true };
        var seconds = new Option<double>("--seconds") { Description = "How long to listen; play the loudest passage, and pause once.", DefaultValueFactory = _ => UsualSeconds };
        var speed = new Option<string>("--speed") { Description = "real, or max: as fast as the files can be read.", DefaultValueFactory = _ => "real" };
        var json = CommonOptions.Json();
        var verb = new Command("soundcheck", "Listen to every input while the band plays, and say what to change.") { device, seconds, speed, json };
        verb.SetAction((parsed, cancel) => Task.FromResult(Run(
            new CaptureChoice(parsed.GetRequiredValue(device), AsFastAsPossible: OptionRules.IsMax(parsed.GetRequiredValue(speed))),
            OptionRules.Seconds(parsed.GetValue(seconds), MostSeconds, "--seconds")!.Value, parsed.GetValue(json), cancel)));
        return verb;
    }

    private static int Run(CaptureChoice choice, double seconds, bool asJson, CancellationToken cancel)
    {
        var interfaces = new InterfaceKeeper(choice, new AlsaSoundCards(), InterfaceMemory.Beside(new RecorderConfig().Session), TimeProvider.System);
        using var device = interfaces.TryOpen() ?? throw new RecorderException(FaultKind.Device,
            interfaces.Complaint.Length > 0 ? interfaces.Complaint : "There is no interface; nothing was listened to; plug one in.");
        var listener = new SoundCheckListener(device.Format.Channels, device.Format.RateHz, device.Format.Format);
        using (var bar = new ProgressBar("listening", TimeProvider.System))
            Listen(device, listener, seconds, bar, cancel);
        var checks = listener.Tell([.. device.InputNames.Select(name => new InputPlace { Name = name })]);
        if (asJson)
            Output.WriteJson(SoundCheckReport.From(device, listener, checks), StudioJson.Default.SoundCheckReport);
        else
            Output.WriteTable([["input", "peak", "floor", "verdict"], .. checks.Select(Row)]);
        return 0;
    }

    private static void Listen(ICaptureDevice device, SoundCheckListener listener, double seconds, ProgressBar bar, CancellationToken cancel)
    {
        var (channels, block) = (device.Format.Channels, listener.BlockFrames);
        var words = new int[channels * block];
        var planar = new float[words.Length];
        device.Start();
        try
        {
            for (var filled = 0; listener.Seconds < seconds;)
            {
                cancel.ThrowIfCancellationRequested();
                var result = device.Read(new PlanarWords(words, block, filled, block - filled, channels));
                if (result.Status == CaptureStatus.Gone)
                    throw new RecorderException(FaultKind.Device, "The interface is gone; nothing was changed; plug it in and check again.");
                if (result.Status == CaptureStatus.Ended)
                    return;
                if ((filled += result.Frames) < block)
                    continue;
                SampleConversion.WordsToFloats(device.Format.Format, words, planar);
                listener.Hear(planar);
                filled = 0;
                bar.Report(listener.Seconds / seconds);
            }
        }
        finally
        {
            device.Stop();
        }
    }

    private static string[] Row(InputCheck check) =>
    [
        FormattableString.Invariant($"{check.Input + 1} {check.Name}").TrimEnd(), Level(check.TruePeakDbtp), Level(check.NoiseFloorDbfs),
        check.Sentences.IsEmpty ? "Good." : string.Join(" ", check.Sentences),
    ];

    private static string Level(double? valueDb) => valueDb is { } db ? string.Create(CultureInfo.InvariantCulture, $"{db:0.0} dB") : "-";
}

/// <summary>What <c>soundcheck --json</c> prints.</summary>
internal sealed record SoundCheckReport(string Device, double Seconds, int RateHz, IReadOnlyList<CheckedInput> Inputs)
{
    public static SoundCheckReport From(ICaptureDevice device, SoundCheckListener listener, IReadOnlyList<InputCheck> checks) =>
        new(device.Name, listener.Seconds, device.Format.RateHz, [.. checks.Select(CheckedInput.From)]);
}

/// <summary>One input of a <see cref="SoundCheckReport"/>, counted from 1 as on the interface.</summary>
internal sealed record CheckedInput(
    int Input, string Name, bool Alive, string Verdict, double? TruePeakDbtp, double? SamplePeakDbfs, double? HeadroomDb, double? PredictedHeadroomDb,
    double GainChangeDb, int ClippedSamples, double? NoiseFloorDbfs, int? HumHz, double? HumDbfs, double? HumOverNoiseDb, double? DcDbfs,
    int? SameAsInput, NeighbourReport? Neighbour, double? LowCutHz, IReadOnlyList<string> Sentences)
{
    public static CheckedInput From(InputCheck check) => new(
        check.Input + 1, check.Name, check.Signal == InputSignal.Playing, check.Verdict, check.TruePeakDbtp, check.SamplePeakDbfs,
        -check.TruePeakDbtp, check.PredictedHeadroomDb, check.GainChangeDb, check.ClippedSamples, check.NoiseFloorDbfs, check.HumHz,
        check.HumDbfs, check.HumOverNoiseDb, check.DcDbfs, check.SameAs + 1,
        check.NeighbourCorrelation is { } correlation ? new NeighbourReport(check.Input, correlation < 0 ? "opposite" : "same", correlation, check.NeighbourDelayMs!.Value) : null,
        check.LowCutHz, check.Sentences);
}

/// <summary>What an input shares with the one before it.</summary>
/// <param name="Input">That one, counted from 1.</param>
/// <param name="Polarity">same or opposite.</param>
/// <param name="Correlation">How alike they are, -1 to 1.</param>
/// <param name="DelayMs">How much later this one hears it.</param>
internal sealed record NeighbourReport(int Input, string Polarity, double Correlation, double DelayMs);
