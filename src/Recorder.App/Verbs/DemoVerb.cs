using System.CommandLine;
using Recorder.App.Composition;

namespace Recorder.App.Verbs;

/// <summary><c>recorder demo</c>: the whole appliance on a desk.</summary>
internal static class DemoVerb
{
    public static Command Create()
    {
        var input = new Option<string?>("--input") { Description = "A folder of WAV or FLAC files as the interface's inputs; without it the built-in band plays." };
        var data = new Option<string>("--data")
        {
            Description = "Where takes, mixes and masters go.",
            DefaultValueFactory = _ => Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "recorder-demo"),
        };
        var stick = new Option<string?>("--stick") { Description = "A folder that plays the USB stick; remove it to pull the stick." };
        var port = new Option<int>("--port") { Description = "The page's port on this machine.", DefaultValueFactory = _ => 8080 };
        port.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > 65535)
                result.AddError("A port is a number from 1 to 65535.");
        });
        var panel = new Option<string>("--panel") { Description = "The front panel: full, small, or the file of a description.", DefaultValueFactory = _ => "full" };
        var midi = new Option<bool>("--midi") { Description = "Hear the control surfaces that are plugged into this machine." };
        var verb = new Command("demo", "The whole recorder on this desk, its front panel in the browser.") { input, data, stick, port, panel, midi };
        verb.SetAction(parsed => new Demo
        {
            Input = parsed.GetValue(input),
            Data = parsed.GetRequiredValue(data),
            Stick = parsed.GetValue(stick),
            Panel = parsed.GetRequiredValue(panel),
            Port = parsed.GetRequiredValue(port),
            HasMidi = parsed.GetValue(midi),
        }.Run());
        return verb;
    }
}
