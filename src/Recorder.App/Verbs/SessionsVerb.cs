using System.CommandLine;
using Recorder.App.CommandLine;
using Recorder.Core.Faults;
using Recorder.Session.Folders;

namespace Recorder.App.Verbs;

/// <summary><c>recorder sessions DIR</c>: the sessions in a folder, or the one it is.</summary>
internal static class SessionsVerb
{
    public static Command Create()
    {
        var folder = new Argument<string>("DIR") { Description = "A session, or a folder of sessions." };
        var json = CommonOptions.Json();
        var verb = new Command("sessions", "What is there: sessions, takes, lengths.") { folder, json };
        verb.SetAction(parsed => Run(parsed.GetRequiredValue(folder), parsed.GetValue(json)));
        return verb;
    }

    private static int Run(string folder, bool asJson)
    {
        var sessions = Find(folder).Select(SessionInfo.From).ToList();
        if (asJson)
            Output.WriteJson(new SessionList(sessions), SessionJson.Default.SessionList);
        else if (sessions.Count == 0)
            Console.WriteLine($"There are no sessions in {folder}.");
        else
            Output.WriteTable(
            [
                ["session", "takes", "length", "tracks", "folder"],
                .. sessions.Select(session => new[]
                {
                    session.Name, FormattableString.Invariant($"{session.Takes.Count}"), Output.Duration(session.Takes.Sum(take => take.Seconds)),
                    FormattableString.Invariant($"{session.Takes.Select(take => take.Tracks.Count).DefaultIfEmpty().Max()}"), session.Folder,
                }),
            ]);
        return 0;
    }

    private static IEnumerable<SessionFolder> Find(string folder)
    {
        if (!Directory.Exists(folder))
        {
            throw new RecorderException(FaultKind.UnreadableInput,
                $"{folder} is not there; nothing was touched; give a session, or a folder of sessions.");
        }
        return SessionFolder.IsSession(folder)
            ? [SessionFolder.Open(folder)]
            : Directory.EnumerateDirectories(folder).Where(SessionFolder.IsSession).Order(StringComparer.Ordinal).Select(SessionFolder.Open);
    }
}
