using System.CommandLine;
using Recorder.App.Configuration;
using Recorder.App.Devices;
using Recorder.Core.SetUp;
using Recorder.Core.Units;
using Recorder.Link;

namespace Recorder.App.Verbs;

/// <summary><c>recorder engine</c>: capture, disk, playback and monitor mix for a host in another process; started by host or systemd.</summary>
internal static class EngineVerb
{
    public static Command Create()
    {
        var config = new Option<string?>("--config") { Description = "The settings, such as /etc/recorder/recorder.json; the options below go before them." };
        var socket = new Option<string?>("--socket") { Description = "The Unix socket for commands and events." };
        var shared = new Option<string?>("--shm") { Description = "The file in memory for the snapshot." };
        var device = new Option<string?>("--device") { Description = "auto (the interface chosen, or the best that is there), alsa:NAME, files:DIR or band:N." };
        var output = new Option<string?>("--output") { Description = "auto, alsa:NAME, or silent:CHANNELS for one of that many which nobody hears; without it nobody hears the mix." };
        var session = new Option<string?>("--session") { Description = "The session's folder." };
        var rate = new Option<int?>("--rate") { Description = "Frames per second in Hz." };
        var format = new Option<string?>("--format") { Description = "s16, s24, s32 or f32; the input's own without it." };
        var preRoll = new Option<double?>("--pre-roll") { Description = "Seconds before REC that belong to a take." };
        var period = new Option<int?>("--monitor-period") { Description = FormattableString.Invariant($"Frames that are mixed and heard at once, {MonitorPeriod.LeastFrames} to {MonitorPeriod.MostFrames}.") };
        var memory = new Option<double?>("--memory") { Description = "Seconds of every input kept in memory." };
        var alone = new Option<double?>("--exit-when-alone") { Description = "Seconds without a host and without a take after which it ends." };
        var verb = new Command("engine", "Capture, disk and monitor mix for a host in another process.")
        {
            config, socket, shared, device, output, session, rate, format, preRoll, period, memory, alone,
        };
        verb.SetAction(parsed =>
        {
            var settings = RecorderConfig.Read(parsed.GetValue(config));
            return new EngineRun
            {
                Link = parsed.GetValue(socket) is { } path && parsed.GetValue(shared) is { } file ? new LinkPaths(path, file) : settings.Link,
                Capture = new CaptureChoice(
                    parsed.GetValue(device) ?? settings.Device, OptionRules.Rate(parsed.GetValue(rate) ?? settings.RateHz), Loops: true),
                Output = parsed.GetValue(output) ?? settings.Output,
                Session = parsed.GetValue(session) ?? settings.Session,
                Format = OptionRules.Format(parsed.GetValue(format) ?? settings.Format),
                PreRollSeconds = OptionRules.Seconds(
                    parsed.GetValue(preRoll) ?? settings.PreRollSeconds, OptionRules.MostPreRollSeconds, "--pre-roll") ?? 0,
                MonitorPeriodFrames = OptionRules.MonitorPeriodOf(parsed.GetValue(period) ?? settings.MonitorPeriodFrames),
                MemorySeconds = OptionRules.Seconds(
                    parsed.GetValue(memory) ?? settings.MemorySeconds, OptionRules.MostMemorySeconds, "--memory") ?? 0,
                ExitWhenAloneSeconds = OptionRules.Seconds(parsed.GetValue(alone), OptionRules.MostSeconds, "--exit-when-alone"),
            }.Run();
        });
        return verb;
    }
}

/// <summary>What the options of the recording verbs may be.</summary>
internal static class OptionRules
{
    public const double MostPreRollSeconds = 60;
    public const double MostMemorySeconds = 600;
    public const double MostSeconds = 30 * 24 * 3600;
    private const int HighestRateHz = 768_000;

    public static SampleFormat? Format(string? word) =>
        word is null ? null
        : SampleFormats.TryParse(word, out var format) ? format
        : throw CaptureDevices.Wrong($"'{word}' is no sample format", "use s16, s24, s32 or f32");

    public static int? Rate(int? rateHz) =>
        rateHz is null or (> 0 and <= HighestRateHz) ? rateHz : throw CaptureDevices.Wrong($"--rate {rateHz} is no sample rate", "use one such as 48000");

    public static bool IsMax(string speed) => speed switch
    {
        "max" => true,
        "real" => false,
        _ => throw CaptureDevices.Wrong($"'{speed}' is no speed", "use real or max"),
    };

    public static int MonitorPeriodOf(int frames) => MonitorPeriod.IsValid(frames)
        ? frames
        : throw CaptureDevices.Wrong(
            FormattableString.Invariant($"A monitor period of {frames} frames is not between {MonitorPeriod.LeastFrames} and {MonitorPeriod.MostFrames}"),
            FormattableString.Invariant($"use one such as {MonitorPeriod.UsualFrames}"));

    public static double? Seconds(double? value, double most, string option) =>
        value is null || (value >= 0 && value <= most)
            ? value
            : throw CaptureDevices.Wrong(FormattableString.Invariant($"{option} is not between 0 and {most} s"), "choose another");
}
