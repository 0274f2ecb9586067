using Recorder.Core.Commands;
using Recorder.Core.Parameters;
using Recorder.Core.Snapshots;

namespace Recorder.Link.Messages;

/// <summary>Makes the messages; the one place that says which field means what.</summary>
public static class LinkMessages
{
    /// <summary>
    /// The engine's and then the host's first word. Number = the sender's process, Choice = <see cref="LinkMessage.Version"/>,
    /// Frame = layout of the shared snapshot; from the engine Flag = come in, Text = why not.
    /// </summary>
    public static LinkMessage Hello() => new()
    {
        Kind = LinkKind.Hello,
        Number = Environment.ProcessId,
        Choice = LinkMessage.Version,
        Frame = EngineSnapshot.LayoutVersion,
    };

    /// <summary>Whether the other end means the same by its messages and snapshot.</summary>
    public static bool IsOfThisVersion(in LinkMessage hello) => hello is
    {
        Kind: LinkKind.Hello, Choice: LinkMessage.Version, Frame: EngineSnapshot.LayoutVersion,
    };

    /// <summary>Value = seconds before the press (not-a-number: the engine's set-up), Flag = from the start of memory.</summary>
    public static LinkMessage StartTake(double? preRollSeconds, bool fromStartOfMemory = false) =>
        new() { Kind = LinkKind.StartTake, Value = preRollSeconds ?? double.NaN, Flag = fromStartOfMemory };

    /// <summary>
    /// What an engine says to a punch in whose first frame has not been heard yet, or while the take is still counted in; whoever waits for it
    /// asks again.
    /// </summary>
    public const string NotHeardYet = "That place has not been heard yet.";

    /// <summary>Flag = from where PLAY began, Frame = nothing before it, Value = nothing from this frame on; 0 leaves the end open.</summary>
    public static LinkMessage PunchIn(bool fromPlayStart, (long In, long Out)? range = null) =>
        new() { Kind = LinkKind.PunchIn, Flag = fromPlayStart, Frame = range?.In ?? 0, Value = range?.Out ?? 0 };

    /// <summary>Number = input, Flag = chosen for overdub.</summary>
    public static LinkMessage ArmOverdub(int input, bool armed) => new() { Kind = LinkKind.ArmOverdub, Number = input, Flag = armed };

    /// <summary>A message that is its kind alone: EndTake, CutTake, PunchOut, Pause, StopPlaying, ClearClips, Ping, Shutdown.</summary>
    public static LinkMessage Plain(LinkKind kind) => new() { Kind = kind };

    /// <summary>Text = label.</summary>
    public static LinkMessage AddMarker(string? label) => WithText(new() { Kind = LinkKind.AddMarker }, label);

    /// <summary>Number = input, Flag = armed.</summary>
    public static LinkMessage ArmInput(int input, bool armed) => new() { Kind = LinkKind.ArmInput, Number = input, Flag = armed };

    /// <summary>Number = input, Text = name.</summary>
    public static LinkMessage NameInput(int input, string name) => WithText(new() { Kind = LinkKind.NameInput, Number = input }, name);

    /// <summary>Text = key; none leaves it to the engine.</summary>
    public static LinkMessage ChooseInterface(string key) => WithText(new() { Kind = LinkKind.ChooseInterface }, key);

    /// <summary>Number = strip, Choice = <see cref="StripParameter"/>, Value in its unit.</summary>
    public static LinkMessage SetStrip(int strip, StripParameter parameter, float value) =>
        new() { Kind = LinkKind.SetStrip, Number = strip, Choice = (int)parameter, Value = value };

    /// <summary>Choice = <see cref="BusParameter"/>, Value in its unit.</summary>
    public static LinkMessage SetBus(BusParameter parameter, float value) =>
        new() { Kind = LinkKind.SetBus, Choice = (int)parameter, Value = value };

    /// <summary>Number = which of two mixes SetStrip and SetBus go to from now on.</summary>
    public static LinkMessage EditBank(int bank) => new() { Kind = LinkKind.EditBank, Number = bank };

    /// <summary>Text = the path in the session of the open take's master, empty for none; Frame = the take's frame with which it begins.</summary>
    public static LinkMessage LoadMaster(string path, long startFrame) =>
        WithText(new() { Kind = LinkKind.LoadMaster, Frame = startFrame }, path);

    /// <summary>
    /// Number = input, Choice = layer of its track that the second mix has in the place of what is heard, 0 being the original, below 0
    /// none; Value = decibels by which it is turned down, or what is heard where they are above 0.
    /// </summary>
    public static LinkMessage LoadLayer(int input, int layer, double differenceDb) =>
        new() { Kind = LinkKind.LoadLayer, Number = input, Choice = layer, Value = differenceDb };

    /// <summary>Number = which of two mixes, or 2 for the master, is heard from now on, Value = gain in decibels.</summary>
    public static LinkMessage HearBank(int bank, double gainDb) => new() { Kind = LinkKind.HearBank, Number = bank, Value = gainDb };

    /// <summary>Choice = the <see cref="PlaybackSystem"/> as on which what plays is heard from now on.</summary>
    public static LinkMessage HearAs(PlaybackSystem system) => new() { Kind = LinkKind.HearAs, Choice = (int)system };

    /// <summary>Choice = <see cref="MasterParameter"/>, Value in its unit; only what is heard of one stage alone depends on it.</summary>
    public static LinkMessage SetMaster(MasterParameter parameter, float value) =>
        new() { Kind = LinkKind.SetMaster, Choice = (int)parameter, Value = value };

    /// <summary>Flag = a stage of the master is heard alone, Choice = its <see cref="MasterParameter"/>, Value = how loud the mix is in LUFS.</summary>
    public static LinkMessage HearStage(MasterParameter? stage, double mixLufs) =>
        new() { Kind = LinkKind.HearStage, Flag = stage is not null, Choice = (int)(stage ?? 0), Value = mixLufs };

    /// <summary>Number = take; goes on when it is the one that waits.</summary>
    public static LinkMessage Play(int takeNumber) => new() { Kind = LinkKind.Play, Number = takeNumber };

    /// <summary>Frame = where the playhead goes.</summary>
    public static LinkMessage Locate(long frame) => new() { Kind = LinkKind.Locate, Frame = frame };

    /// <summary>
    /// Number = take, Frame = the frame after the last that is played, Flag = whether a stretch is played again and again; then
    /// Choice = its length and Value = its first frame.
    /// </summary>
    public static LinkMessage SetPlayRange(int takeNumber, long endFrame, (long In, long Out)? loop) => new()
    {
        Kind = LinkKind.SetPlayRange, Number = takeNumber, Frame = endFrame, Flag = loop is not null, Value = loop?.In ?? 0,
        Choice = (int)Math.Min(int.MaxValue, (loop?.Out - loop?.In) ?? 0),
    };

    /// <summary>Choice = <see cref="ClickParameter"/>, Value in its unit.</summary>
    public static LinkMessage SetClick(ClickParameter parameter, float value) =>
        new() { Kind = LinkKind.SetClick, Choice = (int)parameter, Value = value };

    /// <summary>
    /// Frame = the output it is meant for, by <see cref="EngineSnapshot.OutputLife"/>; Number = which musician's mix, Choice =
    /// <see cref="CueParameter"/>, Value in its unit.
    /// </summary>
    public static LinkMessage SetCue(int outputLife, int cue, CueParameter parameter, float value) =>
        new() { Kind = LinkKind.SetCue, Frame = outputLife, Number = cue, Choice = (int)parameter, Value = value };

    /// <summary>As <see cref="SetCue"/>, but Choice = the channel whose level in decibels Value is.</summary>
    public static LinkMessage SetCueChannel(int outputLife, int cue, int channel, float levelDb) =>
        new() { Kind = LinkKind.SetCueChannel, Frame = outputLife, Number = cue, Choice = channel, Value = levelDb };

    /// <summary>
    /// Number = take, Flag = whether it was recorded to a click; then Value = tempo, Frame = the take's frame of bar 1, Choice = beats in a
    /// bar and, above its lowest byte, bars of count-in.
    /// </summary>
    public static LinkMessage SetTakeTempo(int takeNumber, TakeTempo? tempo) => new()
    {
        Kind = LinkKind.SetTakeTempo, Number = takeNumber, Flag = tempo is not null, Value = tempo?.TempoBpm ?? 0, Frame = tempo?.BarOneFrame ?? 0,
        Choice = (tempo?.BeatsPerBar ?? 0) | (tempo?.CountInBars ?? 0) << 8,
    };

    /// <summary>What <see cref="SetTakeTempo"/> says.</summary>
    public static TakeTempo? TempoOf(in LinkMessage message) => message.Flag
        ? new() { TempoBpm = message.Value, BarOneFrame = message.Frame, BeatsPerBar = message.Choice & 0xFF, CountInBars = message.Choice >> 8 }
        : null;

    /// <summary>Value = level in decibels.</summary>
    public static LinkMessage SetPhones(float levelDb) => new() { Kind = LinkKind.SetPhones, Value = levelDb };

    /// <summary>Text = folder of the stick that takes are copied to while they are recorded; empty = none is to be made.</summary>
    public static LinkMessage SecondCopy(string folder) => WithText(new() { Kind = LinkKind.SecondCopy }, folder);

    /// <summary>Number = take.</summary>
    public static LinkMessage TakeStarted(int takeNumber) => new() { Kind = LinkKind.TakeStarted, Number = takeNumber };

    /// <summary>Number = take, Frame = its length.</summary>
    public static LinkMessage TakeEnded(int takeNumber, long frames) =>
        new() { Kind = LinkKind.TakeEnded, Number = takeNumber, Frame = frames };

    /// <summary>Number = take, Choice = <see cref="EngineFault"/>, Frame = where in the take.</summary>
    public static LinkMessage Fault(int takeNumber, EngineFault fault, long frame) =>
        new() { Kind = LinkKind.Fault, Number = takeNumber, Choice = (int)fault, Frame = frame };

    /// <summary>
    /// The command as the engine's message; null for those that are the host's own business (names of takes, scenes, jobs).
    /// <see cref="Core.Commands.Play"/> names no take: use <see cref="Play(int)"/>.
    /// </summary>
    public static LinkMessage? TryFrom(RecorderCommand command) => command switch
    {
        StartTake start => StartTake(start.PreRollSeconds, start.FromStartOfMemory),
        EndTake => Plain(LinkKind.EndTake),
        CutTake => Plain(LinkKind.CutTake),
        AddMarker marker => AddMarker(marker.Label),
        ArmInput arm => ArmInput(arm.Input, arm.Armed),
        PunchIn punch => PunchIn(punch.FromPlayStart),
        PunchOut => Plain(LinkKind.PunchOut),
        ArmOverdub arm => ArmOverdub(arm.Input, arm.Armed),
        NameInput name => NameInput(name.Input, name.Name),
        ChooseInterface choose => ChooseInterface(choose.Key),
        SetStrip set => SetStrip(set.Strip, set.Parameter, set.Value),
        SetBus set => SetBus(set.Parameter, set.Value),
        Pause => Plain(LinkKind.Pause),
        StopPlaying => Plain(LinkKind.StopPlaying),
        Locate locate => Locate(locate.Frame),
        SetPhones phones => SetPhones(phones.LevelDb),
        ClearClips => Plain(LinkKind.ClearClips),
        _ => null,
    };

    private static LinkMessage WithText(LinkMessage message, string? text)
    {
        message.Text.Set(text);
        return message;
    }
}
