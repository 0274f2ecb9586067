using System.CommandLine;
using Recorder.App.CommandLine;
using Recorder.App.Configuration;
using Recorder.App.Doctor;

namespace Recorder.App.Verbs;

/// <summary><c>recorder doctor</c>: what this machine lacks for recording, and with --panel its front panel, control by control.</summary>
internal static class DoctorVerb
{
    private const string UsualConfig = "/etc/recorder/recorder.json";

    public static Command Create()
    {
        var panel = new Option<string?>("--panel") { Description = "Try this front panel instead: full, small, or the file of a description." };
        var config = new Option<string?>("--config") { Description = $"The settings; {UsualConfig} without it, where that is there." };
        var session = new Option<string?>("--session") { Description = "The session's folder, whose disk is tried and beside which results are kept; that of the settings without it." };
        var watch = new Option<double?>("--watch") { Description = "With --panel: ask for nothing; for so many seconds print each press and turn as it comes." };
        var json = CommonOptions.Json();
        var verb = new Command("doctor", "The machine: interface, rights, room, the disk's worst write stall, clock, heat; what is missing and what mends it.")
        {
            panel, watch, config, session, json,
        };
        var latency = new LatencyCheck();
        latency.AddTo(verb);
        verb.SetAction((parsed, cancelled) => Task.FromResult(Run(parsed, cancelled)));
        return verb;

        int Run(ParseResult parsed, CancellationToken cancelled)
        {
            var asJson = parsed.GetValue(json);
            if (parsed.GetValue(panel) is { } build)
                return PanelCheckup.Run(build, parsed.GetValue(watch), asJson, cancelled);
            var file = parsed.GetValue(config) ?? (File.Exists(UsualConfig) ? UsualConfig : null);
            if (!latency.IsAsked(parsed))
                return MachineCheckup.Run(file, parsed.GetValue(session), asJson);
            var settings = RecorderConfig.Read(file);
            return latency.Run(parsed, settings, parsed.GetValue(session) ?? settings.Session, asJson);
        }
    }
}
