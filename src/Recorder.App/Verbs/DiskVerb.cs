using System.CommandLine;
using Recorder.Linux.Realtime;
using Recorder.Linux.Store.Apart;

namespace Recorder.App.Verbs;

/// <summary><c>recorder disk</c>: calls the disk for an engine that started it; nobody else does.</summary>
internal static class DiskVerb
{
    public const string Name = "disk";

    public static Command Create()
    {
        var folder = new Argument<string>("DIR") { Description = "The session's folder." };
        var fence = new Argument<string>("FENCE") { Description = "The file that whoever calls the disk for the session holds." };
        var channels = new Argument<string>("CHANNELS") { Description = "Numbers of the descriptors that the engine left open for it." };
        var verb = new Command(Name, "Call the disk for an engine, which starts this by itself.") { folder, fence, channels };
        verb.Hidden = true;
        verb.SetAction(parsed =>
        {
            FifoScheduler.LockMemory();
            StoreProcess.Serve(
                parsed.GetRequiredValue(folder), parsed.GetRequiredValue(fence), parsed.GetRequiredValue(channels), new FifoScheduler());
            return 0;
        });
        return verb;
    }
}
