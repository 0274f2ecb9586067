using System.CommandLine;
using System.Globalization;
using Recorder.App.CommandLine;
using Recorder.Core.Parameters;
using Recorder.Studio.Tuning;

namespace Recorder.App.Verbs;

/// <summary><c>recorder tune FILE</c></summary>
internal static class TuneVerb
{
    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "An audio file of one voice." };
        var reference = new Option<double>("--a4") { Description = "What A4 is tuned to, 406 to 466 Hz.", DefaultValueFactory = _ => TunerParameters.ReferenceHz.Default };
        reference.Validators.Add(parsed =>
        {
            if (parsed.GetValueOrDefault<double>() is var hertz && !(hertz >= TunerParameters.ReferenceHz.Minimum && hertz <= TunerParameters.ReferenceHz.Maximum))
                parsed.AddError("--a4 is 406 to 466 Hz.");
        });
        var json = CommonOptions.Json();
        var verb = new Command("tune", "The notes one voice plays in a file, and how far they are off.") { file, reference, json };
        verb.SetAction((parsed, cancel) => Task.FromResult(
            Run(parsed.GetRequiredValue(file), parsed.GetValue(reference), parsed.GetValue(json), cancel)));
        return verb;
    }

    private static int Run(string file, double referenceHz, bool asJson, CancellationToken cancel)
    {
        using var bar = new ProgressBar(Path.GetFileName(file), TimeProvider.System);
        var notes = NoteFinder.Find(file, referenceHz, bar, cancel);
        if (asJson)
            Output.WriteJson(new TuneReport(notes), StudioJson.Default.TuneReport);
        else if (notes.Count == 0)
            Console.Out.WriteLine("No note was heard.");
        else
            Output.WriteTable([["start", "note", "frequency", "cents", "confidence"], .. notes.Select(Row)]);
        return 0;
    }

    private static string[] Row(FoundNote note) =>
    [
        string.Create(CultureInfo.InvariantCulture, $"{note.StartSeconds:0.00} s"), note.Note,
        string.Create(CultureInfo.InvariantCulture, $"{note.FrequencyHz:0.00} Hz"), ParameterText.Signed(note.Cents, 1),
        string.Create(CultureInfo.InvariantCulture, $"{note.Confidence:0.00}"),
    ];
}
