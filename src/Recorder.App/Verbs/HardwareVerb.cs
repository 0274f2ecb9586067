using System.CommandLine;
using Recorder.Core.Wiring;
using Recorder.Panel.Building;

namespace Recorder.App.Verbs;

/// <summary><c>recorder hardware BUILD</c>: wiring table, lines of config.txt, diagram, schematic and front plate of a panel.</summary>
internal static class HardwareVerb
{
    public static Command Create()
    {
        var build = new Argument<string>("BUILD") { Description = "full, small, or the file of a description." };
        var output = new Option<string?>("--out") { Description = "The folder to write into; without it only the names are told." };
        var verb = new Command("hardware", "What a person with a soldering iron needs, made from a panel's description.") { build, output };
        verb.SetAction(parsed => Run(parsed.GetRequiredValue(build), parsed.GetValue(output)));
        return verb;
    }

    private static int Run(string build, string? folder)
    {
        foreach (var (name, text) in HardwareFiles.Of(PanelDescription.Read(build)))
        {
            if (folder is null)
            {
                Console.WriteLine(name);
                continue;
            }
            var path = Path.Combine(folder, name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, text);
            Console.WriteLine(path);
        }
        return 0;
    }
}
