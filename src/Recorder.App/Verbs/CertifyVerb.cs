using System.CommandLine;
using Recorder.App.CommandLine;
using Recorder.Studio.Mastering;

namespace Recorder.App.Verbs;

/// <summary><c>recorder certify FILE... [--target T]</c>: exit code 1 when one does not pass.</summary>
internal static class CertifyVerb
{
    public static Command Create()
    {
        var files = new Argument<string[]>("FILE") { Description = "Finished audio files.", Arity = ArgumentArity.OneOrMore };
        var target = TargetOption.Create();
        var json = CommonOptions.Json();
        var verb = new Command("certify", "Measure finished files against a target.") { files, target, json };
        verb.SetAction((parsed, cancel) => Task.FromResult(
            Run(parsed.GetRequiredValue(files), MasterTarget.Parse(parsed.GetRequiredValue(target)), parsed.GetValue(json), cancel)));
        return verb;
    }

    private static int Run(string[] files, MasterTarget target, bool asJson, CancellationToken cancel)
    {
        var certificates = new List<FileCertificate>();
        foreach (var file in files)
        {
            using var bar = new ProgressBar(Path.GetFileName(file), TimeProvider.System);
            certificates.Add(Certifier.Certify(file, target, bar, cancel));
        }
        if (target == MasterTarget.Album)
            certificates = [.. AlbumLevels.Certify(certificates)];
        var passed = certificates.TrueForAll(certificate => certificate.Passed);
        if (asJson)
            Output.WriteJson(CertifyReport.From(target, certificates), StudioJson.Default.CertifyReport);
        else
            foreach (var certificate in certificates)
                Console.WriteLine($"{(certificate.Passed ? "pass" : "FAIL")}  {certificate.Loudness.File}: {certificate.Sentence}");
        return passed ? 0 : 1;
    }
}

/// <summary>The option that several verbs share.</summary>
internal static class TargetOption
{
    public static Option<string> Create() => new("--target")
    {
        Description = "streaming, album, broadcast, loud, or numbers such as I=-14,TP=-1.",
        DefaultValueFactory = _ => MasterTarget.Streaming.Name,
    };
}
