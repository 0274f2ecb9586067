using Recorder.Core.Faults;
using Recorder.Session.Files;

namespace Recorder.Session.SetUp;

/// <summary>
/// The machine's set-up in a file of its own beside the session: it outlives every session. The host writes it, the engine
/// reads it as it starts.
/// </summary>
/// <remarks>A hand turns faster than a card stores: changes are kept in memory until <see cref="Store"/>.</remarks>
public sealed class SetUpFile
{
    private const string FileName = "set-up.json";

    private readonly string path;
    private readonly Lock gate = new();
    private SetUpFacts facts;
    private SetUpFacts stored;

    private SetUpFile(string path)
    {
        this.path = path;
        stored = facts = JsonFile.TryRead(path, SetUpJson.Default.SetUpFacts) ?? new SetUpFacts();
    }

    /// <summary>What is set up now.</summary>
    public SetUpFacts Facts
    {
        get
        {
            lock (gate)
                return facts;
        }
    }

    /// <summary>Opens the set-up that belongs to the folder a session lies in; one that cannot be read counts as nothing set up.</summary>
    public static SetUpFile Beside(string sessionFolder)
    {
        var session = Path.TrimEndingDirectorySeparator(Path.GetFullPath(sessionFolder));
        return new SetUpFile(Path.Combine(Path.GetDirectoryName(session) ?? session, FileName));
    }

    /// <summary>Changes it.</summary>
    public SetUpFacts Change(Func<SetUpFacts, SetUpFacts> change)
    {
        lock (gate)
            return facts = change(facts);
    }

    /// <summary>Changes what is kept for one interface.</summary>
    public InterfaceSetUp Change(string key, Func<InterfaceSetUp, InterfaceSetUp> change) =>
        Change(before => before with { Interfaces = before.Interfaces.SetItem(key, change(before.Of(key))) }).Of(key);

    /// <summary>Writes it when it has changed; it is on disk when this returns.</summary>
    /// <exception cref="RecorderException">The disk refuses; what was stored before stands.</exception>
    public void Store()
    {
        SetUpFacts now;
        lock (gate)
            now = facts;
        if (now == stored)
            return;
        JsonFile.Write(path, now, SetUpJson.Default.SetUpFacts);
        stored = now;
    }
}
