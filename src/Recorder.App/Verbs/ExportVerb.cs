using System.CommandLine;
using Recorder.App.CommandLine;
using Recorder.Core.Faults;
using Recorder.Core.Ports;
using Recorder.Linux.Drives;
using Recorder.Session.Folders;
using Recorder.Studio.Export;

namespace Recorder.App.Verbs;

/// <summary><c>recorder export SESSION FILE... --to DRIVE [--what ...]</c>: exit code 1 when a file does not verify.</summary>
internal static class ExportVerb
{
    /// <param name="openDrive">Opens the drive in a folder; null for real ones.</param>
    public static Command Create(Func<string, IExportVolume>? openDrive = null)
    {
        openDrive ??= folder => new FolderVolume(folder);
        var session = new Argument<string>("SESSION") { Description = "A session's folder." };
        var files = new Argument<string[]>("FILE") { Description = "Finished files to take along.", Arity = ArgumentArity.ZeroOrMore };
        var to = new Option<string>("--to") { Description = "The drive's folder.", Required = true };
        var what = new Option<string?>("--what") { Description = "masters,mixes,stems,tracks,project; without files, masters." };
        var json = CommonOptions.Json();
        var verb = new Command("export", "Copy to a drive, read back from it, compare, and only then name.") { session, files, to, what, json };
        verb.SetAction((parsed, cancel) =>
        {
            var named = parsed.GetValue(files) ?? [];
            var words = parsed.GetValue(what) ?? (named.Length == 0 ? "masters" : null);
            var kinds = words is null ? ExportKinds.None : ExportPlanner.ParseKinds(words);
            var source = SessionFolder.Open(parsed.GetRequiredValue(session));
            var drive = parsed.GetRequiredValue(to);
            RefuseNoDrive(drive, source);
            return Task.FromResult(Run(source, named, kinds, openDrive(drive), parsed.GetValue(json), cancel));
        });
        return verb;
    }

    private static void RefuseNoDrive(string drive, SessionFolder session)
    {
        if (File.Exists(drive))
            throw new RecorderException(FaultKind.WrongWords, $"{drive} is a file, not a drive: nothing was copied; give a folder.");
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(drive)) + Path.DirectorySeparatorChar;
        if (full.StartsWith(session.Path + Path.DirectorySeparatorChar, StringComparison.Ordinal))
        {
            throw new RecorderException(FaultKind.WrongWords,
                $"{drive} lies in the session itself, a copy there would be lost with it: nothing was copied; give the folder of a drive.");
        }
    }

    private static int Run(SessionFolder session, string[] files, ExportKinds kinds, IExportVolume drive, bool asJson, CancellationToken cancel)
    {
        var projects = Directory.CreateTempSubdirectory("recorder-project-");
        try
        {
            var items = ExportPlanner.Plan(session, files, kinds, projects.FullName, maxFileBytes: drive.MaxFileBytes);
            using var bar = new ProgressBar("copying", TimeProvider.System);
            var progress = new ExportShare(bar);
            var report = new Exporter(drive, progress).Copy(items, cancel);
            Tell(report, asJson);
            return report.IsVerified ? 0 : 1;
        }
        finally
        {
            projects.Delete(recursive: true);
        }
    }

    private static void Tell(ExportReport report, bool asJson)
    {
        if (asJson)
        {
            Output.WriteJson(new ExportJson(report.Drive, report.IsVerified, report.VerifiedBytes, report.SplitSentence, report.Files), StudioJson.Default.ExportJson);
            return;
        }
        Output.WriteTable([.. report.Files.Select(file => new[] { Word(file.Outcome), file.Name, Output.Size(file.Bytes), file.Sha256 })]);
        if (report.SplitSentence is { } split)
            Console.WriteLine(split);
        if (report.IsVerified)
            Console.WriteLine($"{report.Files.Count} files, {Output.Size(report.VerifiedBytes)}, read back, identical. Safe to remove.");
        else
            Console.Error.WriteLine(
                $"{report.Files.Count(file => !file.IsVerified)} files came back different from {report.Drive}: they have no final name there, everything is still here; take another drive.");
    }

    private static string Word(ExportOutcome outcome) => outcome switch
    {
        ExportOutcome.Copied => "copied",
        ExportOutcome.AlreadyThere => "there already",
        _ => "DIFFERS",
    };

    // Half of the way is writing, half is reading back.
    private sealed class ExportShare(IProgress<double> bar) : IProgress<ExportStep>
    {
        public void Report(ExportStep value) =>
            bar.Report((value.CopiedBytes + value.VerifiedBytes) / (2.0 * Math.Max(1, value.TotalBytes)));
    }
}
