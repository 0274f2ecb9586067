using System.Globalization;
using Recorder.App.CommandLine;
using Recorder.Core.Snapshots;

namespace Recorder.App.Host.Messages;

/// <summary>The words of the messages: three lines of at most <see cref="LineLength"/> characters each: happened, safe, do.</summary>
internal static class MessageTexts
{
    public const int LineLength = 40;

    public static Message TakeEnded(int take, double seconds, int tracks, double lostSeconds) => Make(MessageKind.News,
        Invariant($"T{take} stored: {At(seconds)}, {tracks} tracks."),
        lostSeconds > 0 ? Invariant($"{lostSeconds:0.00} s were lost. The rest is on disk.") : "Nothing lost. On disk.",
        "REC goes on without a gap.");

    // An overdub that nobody measured is late by what the converters take: that is told, not hidden.
    public static Message LayerEnded(int take, int layer, double seconds, bool isMeasured) => Make(MessageKind.News,
        Invariant($"Layer {layer} of T{take} stored: {At(seconds)}."),
        "Nothing older was touched. On disk.",
        isMeasured ? "PLAY: hear it." : "PLAY: hear it. Latency not measured yet.");

    public static Message LayerCutShort(int take, int layer, double seconds, bool isFull) => Make(MessageKind.Alarm,
        Invariant($"Card {(isFull ? "full" : "failed")}. Layer {layer} ended at {At(seconds)}."),
        Invariant($"T{take} is untouched, the layer kept."),
        isFull ? "Export to a stick, then empty the bin." : "Export to a stick, then change the card.");

    public static Message PowerWasCut(int take, double playedSeconds, double keptSeconds, int nextTake) => Make(MessageKind.News,
        Invariant($"Power was cut in T{take} at {At(playedSeconds)}."),
        Invariant($"Kept to {At(keptSeconds)}. Missing: {Math.Max(0, playedSeconds - keptSeconds):0.0} s."),
        Invariant($"REC starts T{nextTake}."));

    public static Message InterfaceGone(string name, int take, double atSeconds, double gapSeconds) => Make(MessageKind.Alarm,
        Named(name, Invariant($" gone at {At(atSeconds)}.")),
        Invariant($"T{take} kept. The gap is counted: {Output.Duration(gapSeconds)}."),
        "Plug it in again: the take goes on.");

    public static Message InterfaceBack(string name, int take, double atSeconds, double gapSeconds) => Make(MessageKind.Warning,
        Named(name, Invariant($" back at {At(atSeconds)}.")),
        Invariant($"T{take} goes on. Gap of {Output.Duration(gapSeconds)}, marked."),
        "Check the USB cable after the take.");

    public static Message InterfaceReturnedOther(
        string name, int take, int channels, int returnedChannels, int rateHz, int returnedRateHz, double gapSeconds) => Make(MessageKind.Alarm,
        channels != returnedChannels
            ? Named(name, Invariant($" has {returnedChannels} inputs now, not {channels}."))
            : Named(name, Invariant($" has {returnedRateHz} Hz now, not {rateHz}.")),
        Invariant($"T{take} kept. The gap is counted: {Output.Duration(gapSeconds)}."),
        "Set it as it was, or hold STOP.");

    public static Message FramesLost(int take, double atSeconds, double lostSeconds) => Make(MessageKind.Warning,
        Invariant($"{lostSeconds:0.00} s lost at {At(atSeconds)}, all tracks."),
        Invariant($"Marked in T{take}. The rest is whole."),
        "Check the USB cable after the take.");

    // 48 V is switched on by a hand alone, so what is back without it is told.
    public static Message PhantomIsOff(IReadOnlyList<string> inputs)
    {
        var named = $"48 V is off on {string.Join(", ", inputs)}.";
        return Make(MessageKind.Warning, named.Length <= LineLength ? named : Invariant($"48 V is off on {inputs.Count} inputs that had it."),
            "Gains and pads are as they were.", "On by hand: CHANNEL, INPUT, 48 V.");
    }

    public static Message EngineRestarted(int take, double atSeconds, double lostSeconds) => Make(MessageKind.Warning,
        Invariant($"Recording restarted itself at {At(atSeconds)}."),
        Invariant($"T{take} goes on. {lostSeconds:0.00} s are missing, marked."),
        "Nothing to do.");

    public static Message SlowCard(double waitingSeconds, double roomSeconds) => Make(MessageKind.Warning,
        Invariant($"Card is slow: {waitingSeconds:0} s wait in memory."),
        Invariant($"Nothing lost. Room for {roomSeconds:0} s more."),
        "Nothing now. After the take: Card test.");

    public static Message SlowCardBesideStick(double waitingSeconds) => Make(MessageKind.Warning,
        Invariant($"Card is slow: {waitingSeconds:0} s behind."),
        "Nothing lost. The stick has all of it.",
        "Leave the stick in. Then: Card test.");

    public static Message OnStickAlone(int take, double seconds) => Make(MessageKind.Alarm,
        Invariant($"Card stood still in T{take} for too long."),
        seconds < 100 ? Invariant($"Nothing lost: {seconds:0.0} s on the stick alone.") : Invariant($"Nothing lost: {seconds:0} s on the stick alone."),
        "Take it from the stick. Change the card.");

    public static Message LittleRoom(int take, double minutes) => Make(MessageKind.Warning,
        Invariant($"Room for {Math.Max(0, Math.Floor(minutes)):0} minutes."),
        Invariant($"T{take} goes on."),
        "At the next break: export, empty bin.");

    public static Message CardFull(int take, double atSeconds) => Make(MessageKind.Alarm,
        Invariant($"Card full. T{take} ended at {At(atSeconds)}."),
        Invariant($"T{take} and all takes are whole."),
        "Export to a stick, then empty the bin.");

    public static Message CardFailed(int take, double atSeconds) => Make(MessageKind.Alarm,
        Invariant($"Card failed. T{take} ended at {At(atSeconds)}."),
        Invariant($"T{take} is whole up to there."),
        "Export to a stick, then change the card.");

    public static Message GoesOnOnStick(int take, double atSeconds, bool isFull) => Make(MessageKind.Alarm,
        Invariant($"Card {(isFull ? "full" : "failed")} at {At(atSeconds)}. T{take} goes on."),
        "Nothing lost. It is on the stick alone.",
        "At a break hold STOP, change the card.");

    public static Message StoredOnStick(int take, double seconds) => Make(MessageKind.Alarm,
        Invariant($"T{take} stored on the stick: {At(seconds)}."),
        "All of it is there. The card failed.",
        "Copy it from the stick. Change the card.");

    public static Message BothFailed(int take, double atSeconds) => Make(MessageKind.Alarm,
        Invariant($"Card and stick failed at {At(atSeconds)}."),
        Invariant($"T{take} ended. What both have is kept."),
        "Change both, then press REC.");

    public static Message SecondCopyBehind(double behindSeconds) => Make(MessageKind.Warning,
        Invariant($"Second copy is {behindSeconds:0} s behind."),
        "The take on the card is safe.",
        "Leave the stick in after STOP.");

    public static Message SecondCopyFailed(int take, Core.Ports.StoreError error) => Make(MessageKind.Warning,
        error switch
        {
            Core.Ports.StoreError.Full => Invariant($"Second copy of T{take}: the stick is full."),
            Core.Ports.StoreError.ReadOnly => Invariant($"Second copy of T{take}: stick is locked."),
            Core.Ports.StoreError.None => Invariant($"Second copy of T{take} came back different."),
            Core.Ports.StoreError.Gone => Invariant($"Second copy of T{take}: the stick is gone."),
            _ => Invariant($"Second copy of T{take}: the stick failed."),
        },
        "The take on the card is safe.",
        error is Core.Ports.StoreError.Gone or Core.Ports.StoreError.Io ? "Put the stick in again: it goes on." : "After the take: another stick, export.");

    public static Message SecondCopyBegunAnew(int take) => Make(MessageKind.Warning,
        Invariant($"Second copy of T{take} begins anew."),
        "This stick lacks what was copied of it.",
        "Earlier stick: opens as far as it goes.");

    public static Message SecondCopyUnfinished(int take) => Make(MessageKind.Warning,
        Invariant($"Second copy of T{take} was not finished."),
        "The take on the card is safe.",
        Invariant($"Export T{take} to the stick."));

    public static Message SecondCopyDone(int take, string stick) => Make(MessageKind.News,
        Invariant($"Second copy of T{take} on {stick}."),
        "Read back, identical.",
        "Nothing to do.");

    public static Message StickUnusable(Core.Ports.DriveTrouble trouble, string? stick) => Make(MessageKind.Warning,
        trouble switch
        {
            Core.Ports.DriveTrouble.ReadOnly => Invariant($"Stick {stick} takes no writes."),
            Core.Ports.DriveTrouble.NotFormatted => "The stick is not formatted.",
            _ => "The stick's format is not known here.",
        },
        "Nothing was written to it.",
        trouble == Core.Ports.DriveTrouble.ReadOnly ? "Look at its switch, or take another." : "Format it as exFAT, or take another.");

    public static Message BatteryLow(int percent, int take, bool takeRuns) => Make(MessageKind.Warning,
        Invariant($"Battery {percent} %."),
        takeRuns ? Invariant($"T{take} goes on. At 2 % it is closed whole.") : "All takes are on disk.",
        "Plug in power.");

    public static Message StickPulled(string stick, int fileOneBased, int filesDone) => Make(MessageKind.Alarm,
        Invariant($"Stick {stick} pulled out in file {fileOneBased}."),
        filesDone switch
        {
            0 => "All is still here.",
            1 => "All is still here. File 1 is good.",
            _ => Invariant($"All is still here. Files 1-{filesDone} are good."),
        },
        "Put it in again: copying goes on.");

    public static Message StickDone(string stick, int files, long bytes) => Make(MessageKind.News,
        Invariant($"SAFE TO REMOVE stick {stick}."),
        Invariant($"{files} files, {Output.Size(bytes)}, read back, identical."),
        "Pull it out.");

    public static Message ListeningStumbled(int times) => Make(MessageKind.News,
        Invariant($"What you hear stumbled{(times > 1 ? Invariant($", {times} times") : "")}."),
        "Nothing recorded is touched.",
        "If it goes on: a longer output period.");

    public static Message TwoClocks(double apartPpm) => Make(MessageKind.News,
        Invariant($"Output {Math.Abs(apartPpm):0} ppm {(apartPpm < 0 ? "slower" : "faster")} than the inputs."),
        "Takes are whole: only listening adapts.",
        "One clock: the interface's own output.");

    public static Message ClockGone(string source) => Make(MessageKind.Warning,
        Invariant($"Clock {source} is not there."),
        "What is recorded keeps every frame.",
        "Plug the clock in, or choose another.");

    public static Message OtherRate(int isHz, int shouldHz) => Make(MessageKind.Alarm,
        Invariant($"Interface runs at {isHz} Hz."),
        Invariant($"Takes say {shouldHz} Hz: pitch is wrong."),
        "Set its clock right, then a new take.");

    public static Message PanelRestarted(int take) => Make(MessageKind.News,
        "Panel restarted.", Invariant($"T{take} ran on."), "Nothing to do.");

    public static Message HostTrouble(string sentence) => Make(MessageKind.Warning, sentence, "What is recorded is safe.", "");

    public static Message SafeToUnplug() => Make(MessageKind.News, "Safe to unplug.", "All takes are on disk.", "");

    private static Message Make(MessageKind kind, string happened, string safe, string todo) =>
        new(kind, Fit(happened), Fit(safe), Fit(todo));

    // What happened to an interface is never cut off for the length of its name.
    private static string Named(string name, string what)
    {
        const string Word = "Interface ";
        var room = LineLength - what.Length;
        return Word.Length + name.Length <= room ? Word + name + what
            : name.Length <= room ? name + what
            : name[..(room - 1)].TrimEnd() + "…" + what;
    }

    // Only names that people gave can make a line too long.
    private static string Fit(string line) => line.Length <= LineLength ? line : line[..(LineLength - 1)] + "…";

    // A place in a take, always with its hour, so that a glance never takes minutes for hours.
    private static string At(double seconds)
    {
        var whole = TimeSpan.FromSeconds(Math.Floor(Math.Max(0, seconds)));
        return Invariant($"{(int)whole.TotalHours}:{whole.Minutes:00}:{whole.Seconds:00}");
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
