using System.CommandLine;
using System.Globalization;
using Recorder.App.CommandLine;
using Recorder.Studio.Measuring;

namespace Recorder.App.Verbs;

/// <summary><c>recorder loudness FILE...</c></summary>
internal static class LoudnessVerb
{
    public static Command Create()
    {
        var files = new Argument<string[]>("FILE") { Description = "Audio files.", Arity = ArgumentArity.OneOrMore };
        var json = CommonOptions.Json();
        var verb = new Command("loudness", "Loudness (BS.1770-5, EBU R 128) and true peak of finished files.") { files, json };
        verb.SetAction((parsed, cancel) => Task.FromResult(Run(parsed.GetRequiredValue(files), parsed.GetValue(json), cancel)));
        return verb;
    }

    private static int Run(string[] files, bool asJson, CancellationToken cancel)
    {
        var measured = new List<FileLoudness>();
        foreach (var file in files)
        {
            using var bar = new ProgressBar(Path.GetFileName(file), TimeProvider.System);
            measured.Add(FileMeter.Measure(file, bar, cancel));
        }
        if (asJson)
            Output.WriteJson(new LoudnessReport(measured), StudioJson.Default.LoudnessReport);
        else
            Output.WriteTable(
            [
                ["file", "integrated", "range", "momentary", "short-term", "true peak", "length"],
                .. measured.Select(one => new[]
                {
                    one.File, Number(one.IntegratedLufs, "LUFS"), Number(one.LoudnessRangeLu, "LU"), Number(one.MaxMomentaryLufs, "LUFS"),
                    Number(one.MaxShortTermLufs, "LUFS"), Number(one.TruePeakDbtp, "dBTP"), Output.Duration(one.Seconds),
                }),
            ]);
        return 0;
    }

    private static string Number(double? value, string unit) =>
        value is { } number ? string.Create(CultureInfo.InvariantCulture, $"{number:0.00} {unit}") : "-";
}
