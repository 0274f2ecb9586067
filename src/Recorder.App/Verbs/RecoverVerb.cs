using System.CommandLine;
using Recorder.App.CommandLine;
using Recorder.Engine.Recovery;
using Recorder.Linux.Store;
using Recorder.Session;
using Recorder.Session.Folders;
using Recorder.Session.Journal;

namespace Recorder.App.Verbs;

/// <summary><c>recorder recover DIR</c>: finishes what a power cut left.</summary>
internal static class RecoverVerb
{
    public static Command Create()
    {
        var folder = new Argument<string>("DIR") { Description = "The session's folder." };
        var json = CommonOptions.Json();
        var verb = new Command("recover", "Finish what a power cut left.") { folder, json };
        verb.SetAction(parsed => Run(parsed.GetRequiredValue(folder), parsed.GetValue(json)));
        return verb;
    }

    private static int Run(string folder, bool asJson)
    {
        var session = SessionFolder.Open(folder);
        using var sessionLock = SessionLock.Take(session.Path);
        using var fence = StoreFence.Take(Path.Combine(session.Path, SessionLayout.FenceFile));
        using var store = new DiskStore(session.Path);
        var report = TakeRecovery.Recover(store, BootId.Current);
        if (asJson)
            Output.WriteJson(RecoveryInfo.From(report), SessionJson.Default.RecoveryInfo);
        else if (report.Takes.IsEmpty)
            Console.WriteLine("There are no takes.");
        else
            foreach (var take in report.Takes.Where(take => take.Trouble is null))
                Console.WriteLine(RecoverySentence.Of(take));
        return report.Takes.FirstOrDefault(take => take.Trouble is not null) is { } failed ? throw failed.Trouble! : 0;
    }
}
