using System.Text.Json.Serialization;
using Recorder.App.CommandLine;
using Recorder.App.Configuration;
using Recorder.Core.Faults;
using Recorder.Core.Ports;
using Recorder.Linux.Audio.Cards;
using Recorder.Linux.Drives;
using Recorder.Linux.Machine;
using Recorder.Linux.Power;
using Recorder.Linux.Realtime;

namespace Recorder.App.Doctor;

/// <summary><c>recorder doctor</c>: all checks of this machine, told to a person or as one object.</summary>
internal static class MachineCheckup
{
    /// <summary>Looks at everything; 0 when nothing is missing.</summary>
    public static int Run(string? configFile, string? session, bool asJson)
    {
        var config = RecorderConfig.Read(configFile);
        if (session is not null)
            config = config with { Session = session };
        var report = Examine(ThisMachine(config, configFile));
        if (asJson)
            Output.WriteJson(report, DoctorJson.Default.DoctorReport);
        else
            Tell(report);
        return report.IsComplete ? 0 : (int)FaultKind.AnswerIsNo;
    }

    /// <summary>What the checks say of a machine.</summary>
    public static DoctorReport Examine(Examined machine)
    {
        var stall = machine.MeasureStall();
        Finding[] findings =
        [
            .. PartsChecks.Of(machine), .. RealtimeChecks.Of(machine), .. MemoryChecks.Of(machine), .. DiskChecks.Of(machine, stall), .. BodyChecks.Of(machine),
        ];
        return new DoctorReport(
            findings.All(finding => finding.State != FindingState.Missing), machine.Engine.FreeBytes, DiskChecks.SecondsLeft(machine.Engine),
            stall is { Flushes: > 0 } ? stall.Worst.TotalMilliseconds : null, BodyChecks.Celsius(machine.Tree), machine.ReadBattery(), findings);
    }

    private static Examined ThisMachine(RecorderConfig config, string? configFile)
    {
        var tree = new MachineTree();
        var account = SessionDisk.AccountOf(config);
        return new Examined
        {
            Tree = tree,
            Config = config,
            ConfigFile = configFile,
            Time = TimeProvider.System,
            ListInterfaces = () => AlsaCards.List(),
            Scheduler = new FifoScheduler(),
            HasLibrary = Firmware.HasLibrary,
            IsClockSynchronised = KernelClock.IsSynchronised,
            ReadThrottling = () => Firmware.ReadThrottling(tree),
            ReadBattery = BatteryGauge.ReadPercent,
            Engine = account,
            MeasureStall = () => SessionDisk.Measure(config.Session, account),
            Stick = new MountedStick(config.StickFolder),
        };
    }

    private static void Tell(DoctorReport report)
    {
        Output.WriteTable([.. report.Findings.Select(finding => (string[])[Word(finding.State), finding.Subject, finding.Sentence])]);
        var troubles = report.Findings.Where(finding => finding.Remedy is not null).ToArray();
        if (troubles.Length > 0)
            Console.WriteLine();
        foreach (var finding in troubles)
            Console.WriteLine($"{finding.Subject}: {finding.Remedy}");
    }

    private static string Word(FindingState state) => state switch
    {
        FindingState.Ok => "ok",
        FindingState.Weak => "weak",
        _ => "MISSING",
    };
}

/// <summary>What <c>recorder doctor --json</c> prints.</summary>
/// <param name="IsComplete">Whether nothing is missing.</param>
/// <param name="FreeBytes">Room on the session's disk.</param>
/// <param name="FreeSeconds">That room as recording time at the interface's format.</param>
/// <param name="WorstWriteStallMs">The longest wait for the disk; null when it was not measured.</param>
/// <param name="TemperatureCelsius">The hottest place; null where nothing measures it.</param>
/// <param name="BatteryPercent">Charge; null on mains.</param>
/// <param name="Findings">Each thing that was looked at.</param>
internal sealed record DoctorReport(
    bool IsComplete, long FreeBytes, double FreeSeconds, double? WorstWriteStallMs, double? TemperatureCelsius, int? BatteryPercent, Finding[] Findings);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, NewLine = "\n")]
[JsonSerializable(typeof(PanelReport))]
[JsonSerializable(typeof(DoctorReport))]
internal sealed partial class DoctorJson : JsonSerializerContext;
