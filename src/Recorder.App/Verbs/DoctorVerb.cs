using System.CommandLine;
using Recorder.App.CommandLine;
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
        var session = new Option<string?>("--session") { Description = "The session's folder, whose disk is tried; that of the settings without it." };
        var json = CommonOptions.Json();
        var verb = new Command("doctor", "The machine: interface, rights, room, the disk's worst write stall, clock, heat; what is missing and what mends it.")
        {
            panel, config, session, json,
        };
        verb.SetAction((parsed, cancelled) => Task.FromResult(parsed.GetValue(panel) is { } build
            ? PanelCheckup.Run(build, parsed.GetValue(json), cancelled)
            : MachineCheckup.Run(
                parsed.GetValue(config) ?? (File.Exists(UsualConfig) ? UsualConfig : null), parsed.GetValue(session), parsed.GetValue(json))));
        return verb;
    }
}
