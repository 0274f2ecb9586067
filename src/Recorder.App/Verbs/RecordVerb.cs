using System.CommandLine;
using Recorder.App.CommandLine;
using Recorder.App.Devices;

namespace Recorder.App.Verbs;

/// <summary><c>recorder record --device DEV --session DIR</c>: one take, without a panel; the process is itself the engine.</summary>
internal static class RecordVerb
{
    public static Command Create()
    {
        var device = new Option<string>("--device") { Description = "auto, alsa:NAME, files:DIR or band:N.", Required = true };
        var session = new Option<string>("--session") { Description = "The session's folder; made when it is not there.", Required = true };
        var seconds = new Option<double?>("--seconds") { Description = "Length of the take; without it until the input or a person ends it." };
        var tracks = new Option<string?>("--tracks") { Description = "Inputs to record, such as 1-8,11; all without it." };
        var rate = new Option<int?>("--rate") { Description = "Frames per second in Hz." };
        var format = new Option<string?>("--format") { Description = "s16, s24, s32 or f32; the input's own without it." };
        var preRoll = new Option<double>("--pre-roll") { Description = "Seconds to listen first, which then belong to the take." };
        var speed = new Option<string>("--speed") { Description = "real, or max: as fast as the disk.", DefaultValueFactory = _ => "real" };
        var flushDelay = new Option<double?>("--flush-delay") { Description = "For measurements: milliseconds that every flush of the disk takes on top." };
        var secondCopy = new Option<string?>("--second-copy") { Description = "The folder of a stick that gets a second copy while it is recorded; goes on alone if the session's disk fails." };
        var json = CommonOptions.Json();
        var verb = new Command("record", "Record without a panel.")
        {
            device, session, seconds, tracks, rate, format, preRoll, speed, flushDelay, secondCopy, json,
        };
        // Not asynchronous: signals must end the take whole, however long the disk takes, so they are handled here.
        verb.SetAction(parsed => new RecordRun
        {
            Capture = new CaptureChoice(parsed.GetRequiredValue(device), OptionRules.Rate(parsed.GetValue(rate)), OptionRules.IsMax(parsed.GetRequiredValue(speed))),
            Session = parsed.GetRequiredValue(session),
            Seconds = OptionRules.Seconds(parsed.GetValue(seconds), OptionRules.MostSeconds, "--seconds"),
            Tracks = parsed.GetValue(tracks),
            Format = OptionRules.Format(parsed.GetValue(format)),
            PreRollSeconds = OptionRules.Seconds(parsed.GetValue(preRoll), OptionRules.MostPreRollSeconds, "--pre-roll") ?? 0,
            FlushDelayMs = parsed.GetValue(flushDelay),
            SecondCopy = parsed.GetValue(secondCopy),
            AsJson = parsed.GetValue(json),
        }.Run());
        return verb;
    }
}
