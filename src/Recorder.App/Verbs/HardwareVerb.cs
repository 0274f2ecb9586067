using System.CommandLine;
using System.Text.Json.Serialization;
using Recorder.App.CommandLine;
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
        var json = CommonOptions.Json();
        var verb = new Command("hardware", "What a person with a soldering iron needs, made from a panel's description.") { build, output, json };
        verb.SetAction(parsed => Run(parsed.GetRequiredValue(build), parsed.GetValue(output), parsed.GetValue(json)));
        return verb;
    }

    private static int Run(string build, string? folder, bool asJson)
    {
        var panel = PanelDescription.Read(build);
        List<string> files = [];
        foreach (var (name, text) in HardwareFiles.Of(panel))
        {
            var path = folder is null ? name : Path.Combine(folder, name);
            files.Add(path);
            if (folder is null)
                continue;
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, text);
        }
        if (asJson)
            Output.WriteJson(new HardwareReport(panel.Name, folder is not null, files), HardwareJson.Default.HardwareReport);
        else
            files.ForEach(Console.WriteLine);
        return 0;
    }
}

/// <summary>What <c>recorder hardware --json</c> prints.</summary>
internal sealed record HardwareReport(string Panel, bool Written, List<string> Files);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, NewLine = "\n")]
[JsonSerializable(typeof(HardwareReport))]
internal sealed partial class HardwareJson : JsonSerializerContext;
