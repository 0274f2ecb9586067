using System.CommandLine;
using Recorder.App.Composition;

namespace Recorder.App.Verbs;

/// <summary><c>recorder serve</c>: the appliance, with the real interface and the real panel.</summary>
internal static class ServeVerb
{
    public static Command Create()
    {
        var config = new Option<string?>("--config") { Description = "The settings, such as /etc/recorder/recorder.json." };
        var verb = new Command("serve", "The appliance: real interface, real panel.") { config };
        verb.SetAction(parsed => new Serve(parsed.GetValue(config)).Run());
        return verb;
    }
}
