using Recorder.Core.Ports;
using Recorder.Core.Snapshots;
using Recorder.Engine.Recovery;
using Recorder.Engine.SecondCopy;
using Recorder.Session;
using Recorder.Session.Journal;
using Recorder.Simulation.Store;

namespace Recorder.Engine.Tests.Life;

/// <summary>
/// The sticks of a life: put in, pulled, full, failing, standing still, as it comes; what was promised of each, and whether it is
/// there.
/// </summary>
internal sealed class LifeSticks(Random random, TimeProvider time, Action<string> note)
{
    // A stick's writes and its next try after an error are this far apart at most, at first.
    private const int StepsUntilTold = 8 * 200;
    private const long SmallFileBytes = 700_000;

    private readonly List<Stick> all = [];
    private Stick? inside;
    private int stepsUntilMoves;
    private int stepsUntilHostTells = -1;
    private int stepsAway;
    private string told = "";
    private SecondCopyReport? lastReport;

    /// <summary>Copies that were looked at.</summary>
    public int Copies { get; private set; }

    /// <summary>Takes whose copy was called identical.</summary>
    public int Identical { get; private set; }

    /// <summary>Opens what is in, for the engine.</summary>
    public SecondStore? Open(string folder) => inside is { } stick && stick.Folder == folder ? new SecondStore(stick.Store, stick.MaxFileBytes) : null;

    /// <summary>A host that was just reached tells of the stick a moment later.</summary>
    public void BeginAnew() => (told, stepsUntilHostTells) = ("", random.Next(200));

    /// <summary>Before each step.</summary>
    public void Step(VirtualDesk desk)
    {
        desk.AreCopiesStalled = stepsUntilMoves-- > 0;
        if (stepsUntilHostTells >= 0 && stepsUntilHostTells-- == 0)
            desk.Engine.SetSecondCopy(told = inside?.Folder ?? "");
    }

    /// <summary>After each step: what was promised, and whether a stick that is gone is told.</summary>
    public void Look(VirtualDesk desk)
    {
        var copy = desk.Last.SecondCopy;
        stepsAway = inside is null && stepsUntilMoves <= 0 && stepsUntilHostTells < 0 ? stepsAway + 1 : 0;
        if (stepsAway > StepsUntilTold && desk.Engine.State == TransportState.Recording)
            Assert.True(copy.Phase is SecondCopyPhase.Off or SecondCopyPhase.Failed, $"no stick is in, and the second copy is called {copy.Phase}");
        if (inside is not { } stick || stick.Folder != told)
            return;
        if (copy.Phase is SecondCopyPhase.Copying or SecondCopyPhase.Behind && copy.SafeFrames > 0)
            stick.Promised[copy.TakeNumber] = Math.Max(copy.SafeFrames, stick.Promised.GetValueOrDefault(copy.TakeNumber));
        if (desk.Engine.LastSecondCopy is { IsIdentical: true } report && !ReferenceEquals(report, lastReport))
        {
            lastReport = report;
            Identical++;
            note($"the second copy of T{report.TakeNumber} is identical");
            stick.Promised[report.TakeNumber] = Math.Max(report.Frames, stick.Promised.GetValueOrDefault(report.TakeNumber));
        }
    }

    /// <summary>Something happens to it.</summary>
    public void Happen(int what)
    {
        switch (what)
        {
            case < 45:
                PutInOrPull();
                break;
            case < 60 when inside is not null:
                stepsUntilMoves = random.Next(3000);
                note("the stick stands still for a while");
                break;
            case < 75 when inside is { } stick:
                (stick.Store.FailingCall, stick.Store.FailsFromThere) = (stick.Store.Calls + 1 + random.Next(30), random.Next(2) == 0);
                stick.Store.Failure = random.Next(2) == 0 ? StoreError.Io : StoreError.ReadOnly;
                note($"call {stick.Store.FailingCall} to the stick fails{(stick.Store.FailsFromThere ? ", and all after it" : "")}");
                break;
            case < 85 when inside is { } stick:
                stick.Store.CapacityBytes = random.Next(3_000_000) + Used(stick);
                note("the stick is nearly full");
                break;
            default:
                Heal();
                break;
        }
    }

    /// <summary>Nothing is wrong with it any more.</summary>
    public void Heal()
    {
        stepsUntilMoves = 0;
        if (inside is { } stick)
            (stick.Store.FailingCall, stick.Store.CapacityBytes) = (0, 1L << 34);
    }

    /// <summary>The power goes: what was not flushed is there, or not, or torn.</summary>
    public void CutPower()
    {
        stepsUntilMoves = 0;
        if (inside is { } stick)
            stick.Store = stick.Store.PowerCut((ulong)random.NextInt64());
    }

    /// <summary>Every file on every stick opens, says what the first copy says, and has what was promised of it.</summary>
    /// <param name="first">The first disk.</param>
    /// <param name="judge">Compares a whole copy with what was played; given the copy and the take.</param>
    public void JudgeAll(IRecordingStore first, Action<IRecordingStore, int> judge)
    {
        foreach (var stick in all)
        {
            var kept = new Dictionary<(int Take, string Name), long>();
            foreach (var name in stick.Store.List("Second copy"))
            {
                note($"looking at {name} on stick {stick.Number}");
                var store = new StoreFolder(stick.Store, $"Second copy/{name}");
                // What a pull left of a copy that was begun may be nothing; the one that was promised is found below, or missed.
                foreach (var take in TakeRecovery.Recover(store, BootId.Current).Takes.Where(take => take.Trouble is not null))
                    note($"its T{take.Number}: {take.Trouble!.Message}");
                foreach (var number in TakeNumbers.List(store))
                {
                    if (TakeCheck.TryJournal(store, number) is not { IsClosed: true, Stop.Frames: > 0 } journal)
                        continue;
                    Copies++;
                    note($"looking at its T{number}, {Told(journal)}; on the first disk {(TakeCheck.TryJournal(first, number) is { Start: not null } own ? Told(own) : "nothing")}");
                    var part = name.LastIndexOf(".part", StringComparison.Ordinal);
                    var key = (number, part < 0 ? name : name[..part]);
                    kept[key] = kept.GetValueOrDefault(key) + journal.Stop!.Value.Frames;
                    if (CopyCheck.AssertSame(first, store, number) && part < 0)
                        judge(store, number);
                }
            }
            foreach (var (take, frames) in stick.Promised)
            {
                var most = kept.Where(one => one.Key.Take == take).Select(one => one.Value).DefaultIfEmpty().Max();
                Assert.True(most >= frames, $"{frames} frames of T{take} were safe on stick {stick.Number}, {most} are left: {string.Join(", ", stick.Store.List("Second copy"))}");
            }
        }
    }

    /// <summary>What a journal says of a take's length and gaps, for the diary.</summary>
    public static string Told(TakeJournal journal) =>
        $"{journal.Stop} {string.Join(' ', journal.Dropouts.Select(gap => $"{gap.Cause}@{gap.StartFrame}+{gap.Frames}"))}";

    private void PutInOrPull()
    {
        if (inside is { } pulled)
        {
            // Whoever still writes to it writes to nothing.
            (pulled.Store.FailingCall, pulled.Store.FailsFromThere, pulled.Store.Failure) = (1, true, StoreError.Gone);
            pulled.Store = pulled.Store.PowerCut((ulong)random.NextInt64());
            inside = null;
            note($"stick {pulled.Number} is pulled");
        }
        else
        {
            if (all.Count == 0 || random.Next(100) < 30)
                all.Add(new Stick(all.Count + 1, new SimulatedStore(time), random.Next(3) == 0 ? SmallFileBytes : long.MaxValue));
            inside = all[random.Next(all.Count)];
            Heal();
            note($"stick {inside.Number} is put in");
        }
        stepsUntilHostTells = random.Next(300);
    }

    private static long Used(Stick stick)
    {
        stick.Store.CapacityBytes = 1L << 34;
        return stick.Store.CapacityBytes - stick.Store.FreeBytes;
    }

    private sealed class Stick(int number, SimulatedStore store, long maxFileBytes)
    {
        public int Number => number;

        /// <summary>Where it is mounted.</summary>
        public string Folder { get; } = $"/media/STICK{number}";

        public SimulatedStore Store { get; set; } = store;

        public long MaxFileBytes => maxFileBytes;

        /// <summary>Frames of each take that were told as safe on it.</summary>
        public Dictionary<int, long> Promised { get; } = [];
    }
}
