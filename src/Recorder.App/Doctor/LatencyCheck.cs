using System.CommandLine;
using System.Globalization;
using System.Text.Json.Serialization;
using Recorder.App.CommandLine;
using Recorder.App.Configuration;
using Recorder.App.Verbs;
using Recorder.Core.Faults;
using Recorder.Core.SetUp;
using Recorder.Linux.Audio;
using Recorder.Session.Interfaces;
using Recorder.Session.SetUp;

namespace Recorder.App.Doctor;

/// <summary><c>recorder doctor --latency</c>: how long a sound takes from an output to an input, per period, through a cable between them.</summary>
internal sealed class LatencyCheck
{
    private const string Alsa = "alsa:";
    private const int MostAttempts = 8;
    private static readonly int[] UsualPeriods = [64, 128, 256, 512];

    private readonly Option<bool> latency = new("--latency") { Description = "Measure the round trip from --output to --device instead, per period; put a cable from an output to an input first." };
    private readonly Option<string?> device = new("--device") { Description = "With --latency: the inputs, alsa:NAME; those of the settings without it." };
    private readonly Option<string?> output = new("--output") { Description = "With --latency: the output, alsa:NAME; that of the settings without it." };
    private readonly Option<int?> rate = new("--rate") { Description = "With --latency: frames per second in Hz." };

    /// <summary>Adds the words of it to a verb.</summary>
    public void AddTo(Command verb)
    {
        foreach (var option in (Option[])[latency, device, output, rate])
            verb.Options.Add(option);
    }

    /// <summary>Whether it is asked for.</summary>
    public bool IsAsked(ParseResult parsed) => parsed.GetValue(latency);

    /// <summary>Measures, tells and keeps the result; the exit code.</summary>
    public int Run(ParseResult parsed, RecorderConfig settings, string session, bool asJson)
    {
        var inputName = NameOf(parsed.GetValue(device) ?? settings.Device, "inputs", "--device");
        var outputName = NameOf(parsed.GetValue(output) ?? settings.Output, "an output", "--output");
        var rateHz = OptionRules.Rate(parsed.GetValue(rate) ?? settings.RateHz);
        var wished = OptionRules.MonitorPeriodOf(settings.MonitorPeriodFrames);
        var periods = UsualPeriods.Append(wished).Concat(InterfacePeriods(session)).Distinct().Order();
        var rows = periods.Select(period => Measure(inputName, outputName, rateHz, period)).ToArray();
        var found = rows.Where(row => row.Latency is not null).ToArray();
        if (found.Length == 0)
        {
            throw new RecorderException(FaultKind.AnswerIsNo, rows.Any(row => row.IsSilent)
                ? $"Nothing of what output {outputName} played came back in an input of {inputName}: nothing was kept; put a cable from an output to an input, turn its gain up, and measure again."
                : $"The round trip could not be measured ({rows[^1].Trouble}): nothing was kept; measure again when the machine has nothing else to do.");
        }
        var measured = new InterfaceLatency
        {
            InterfaceKey = found[0].InterfaceKey, OutputKey = found[0].OutputKey, RateHz = found[0].RateHz, Periods = [.. found.Select(row => row.Latency!)],
        };
        var kept = LatencyFile.Keep(session, measured);
        var heardFrames = SetUpFile.Beside(session).Facts.Of(measured.InterfaceKey).MonitorPeriodFrames ?? wished;
        if (asJson)
            Output.WriteJson(LatencyReport.From(measured, rows, heardFrames, kept), LatencyReportJson.Default.LatencyReport);
        else
            Tell(rows, inputName, outputName, heardFrames, kept);
        return 0;
    }

    // Which interface it is is known when it is open.
    private static IEnumerable<int> InterfacePeriods(string session) =>
        SetUpFile.Beside(session).Facts.Interfaces.Values.Select(own => own.MonitorPeriodFrames).OfType<int>().Where(MonitorPeriod.IsValid);

    private static Row Measure(string inputName, string outputName, int? rateHz, int periodFrames)
    {
        var row = new Row(periodFrames);
        for (var attempt = 1; attempt <= MostAttempts; attempt++)
        {
            using var inputs = AlsaCaptureDevice.Open(inputName, rateHz, periodFrames);
            using var output = AlsaPlaybackDevice.Open(outputName, inputs.Format.RateHz, periodFrames);
            row = row with { InterfaceKey = inputs.Identity.Key, OutputKey = output.Identity.Key, RateHz = inputs.Format.RateHz };
            if (output.PeriodFrames != periodFrames)
                return row with { Trouble = string.Create(CultureInfo.InvariantCulture, $"the output has a period of {output.PeriodFrames} frames instead") };
            var reading = new LatencyMeasurement(inputs, output).Take();
            row = row with { Latency = reading.Latency, Input = reading.Input, Match = reading.Match, BeganTogether = reading.BeganTogether };
            if (!reading.IsDisturbed)
                return row with { IsSilent = reading.Latency is null, Trouble = reading.Latency is null ? "nothing came back" : "" };
        }
        return row with { Trouble = "the machine is too busy for it" };
    }

    private static void Tell(Row[] rows, string inputName, string outputName, int heardFrames, string kept)
    {
        Console.WriteLine($"From output {outputName} to input {rows.First(row => row.Latency is not null).Input} of {inputName}:");
        Console.WriteLine("  period  round trip            of it: waiting in the output, interface");
        foreach (var row in rows)
        {
            var isHeard = row.PeriodFrames == heardFrames ? "  <- what is heard" : "";
            Console.WriteLine(row.Latency is not { } latency
                ? string.Create(CultureInfo.InvariantCulture, $"  {row.PeriodFrames,6}  not measured: {row.Trouble}{isHeard}")
                : string.Create(CultureInfo.InvariantCulture,
                    $"  {row.PeriodFrames,6}  {latency.RoundTripFrames,5} frames {1000.0 * latency.RoundTripFrames / row.RateHz,6:0.0} ms  {latency.OutputFrames,5}, {latency.InterfaceFrames} frames{isHeard}"));
        }
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"Heard with periods of {heardFrames} frames; \"monitorPeriodFrames\" in the settings changes that, and SET-UP for one interface."));
        Console.WriteLine($"Kept in {kept}.");
    }

    private static string NameOf(string? device, string what, string option) =>
        device is { Length: > 5 } && device.StartsWith(Alsa, StringComparison.Ordinal)
            ? device[Alsa.Length..]
            : throw new RecorderException(FaultKind.WrongWords, $"The round trip needs {what} through ALSA: nothing was played; name one as {option} alsa:NAME.");

    internal sealed record Row(int PeriodFrames)
    {
        public string InterfaceKey { get; init; } = "";
        public string OutputKey { get; init; } = "";
        public int RateHz { get; init; }
        public PeriodLatency? Latency { get; init; }
        public int Input { get; init; }
        public double Match { get; init; }
        public bool IsSilent { get; init; }
        public bool BeganTogether { get; init; }
        public string Trouble { get; init; } = "";
    }
}

/// <summary>What <c>recorder doctor --latency --json</c> prints.</summary>
internal sealed record LatencyReport(string InterfaceKey, string Output, int RateHz, int MonitorPeriodFrames, IReadOnlyList<LatencyRow> Periods, string Kept)
{
    public static LatencyReport From(InterfaceLatency measured, LatencyCheck.Row[] rows, int heardFrames, string kept) => new(
        measured.InterfaceKey, measured.OutputKey, measured.RateHz, heardFrames, [.. rows.Select(row => LatencyRow.From(row, measured.RateHz))], kept);
}

/// <summary>One period of a <see cref="LatencyReport"/>; null where nothing was measured, inputs count from 1.</summary>
internal sealed record LatencyRow(
    int PeriodFrames, int? RoundTripFrames, double? RoundTripMs, int? InterfaceFrames, int? OutputFrames, int? Input, double Match,
    bool BeganTogether, string Trouble)
{
    public static LatencyRow From(LatencyCheck.Row row, int rateHz) => new(
        row.PeriodFrames, row.Latency?.RoundTripFrames, row.Latency is { } latency ? Math.Round(1000.0 * latency.RoundTripFrames / rateHz, 3) : null,
        row.Latency?.InterfaceFrames, row.Latency?.OutputFrames, row.Latency is null ? null : row.Input, Math.Round(row.Match, 3),
        row.BeganTogether, row.Trouble);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, NewLine = "\n")]
[JsonSerializable(typeof(LatencyReport))]
internal sealed partial class LatencyReportJson : JsonSerializerContext;
