using System.Text.Json.Serialization;
using Recorder.Core.Parameters;

namespace Recorder.Core.Commands;

/// <summary>
/// Everything anyone can ask of the recorder: panel, page, MIDI surface, command line and tests post these and nothing else.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "command")]
[JsonDerivedType(typeof(StartTake), "startTake")]
[JsonDerivedType(typeof(EndTake), "endTake")]
[JsonDerivedType(typeof(CutTake), "cutTake")]
[JsonDerivedType(typeof(AddMarker), "addMarker")]
[JsonDerivedType(typeof(Play), "play")]
[JsonDerivedType(typeof(Pause), "pause")]
[JsonDerivedType(typeof(StopPlaying), "stopPlaying")]
[JsonDerivedType(typeof(Locate), "locate")]
[JsonDerivedType(typeof(OpenTake), "openTake")]
[JsonDerivedType(typeof(StarTake), "starTake")]
[JsonDerivedType(typeof(RenameTake), "renameTake")]
[JsonDerivedType(typeof(BinTake), "binTake")]
[JsonDerivedType(typeof(RestoreTake), "restoreTake")]
[JsonDerivedType(typeof(ArmInput), "armInput")]
[JsonDerivedType(typeof(PunchIn), "punchIn")]
[JsonDerivedType(typeof(PunchOut), "punchOut")]
[JsonDerivedType(typeof(ArmOverdub), "armOverdub")]
[JsonDerivedType(typeof(ChooseLayer), "chooseLayer")]
[JsonDerivedType(typeof(AddSongBoundary), "addSongBoundary")]
[JsonDerivedType(typeof(SwitchCompare), "switchCompare")]
[JsonDerivedType(typeof(NameInput), "nameInput")]
[JsonDerivedType(typeof(ChooseInterface), "chooseInterface")]
[JsonDerivedType(typeof(SetInputGain), "setInputGain")]
[JsonDerivedType(typeof(SetInputPad), "setInputPad")]
[JsonDerivedType(typeof(SetInputPhantom), "setInputPhantom")]
[JsonDerivedType(typeof(SetClockSource), "setClockSource")]
[JsonDerivedType(typeof(PairInputs), "pairInputs")]
[JsonDerivedType(typeof(SetMicrophone), "setMicrophone")]
[JsonDerivedType(typeof(SetRate), "setRate")]
[JsonDerivedType(typeof(SetFormat), "setFormat")]
[JsonDerivedType(typeof(SetMonitorPeriod), "setMonitorPeriod")]
[JsonDerivedType(typeof(SetPreRoll), "setPreRoll")]
[JsonDerivedType(typeof(SetRecordAtPowerOn), "setRecordAtPowerOn")]
[JsonDerivedType(typeof(SetDisplaySleep), "setDisplaySleep")]
[JsonDerivedType(typeof(StoreBand), "storeBand")]
[JsonDerivedType(typeof(RecallBand), "recallBand")]
[JsonDerivedType(typeof(DeleteBand), "deleteBand")]
[JsonDerivedType(typeof(EmptyBin), "emptyBin")]
[JsonDerivedType(typeof(SetDateAndTime), "setDateAndTime")]
[JsonDerivedType(typeof(BeginPairing), "beginPairing")]
[JsonDerivedType(typeof(ForgetBrowsers), "forgetBrowsers")]
[JsonDerivedType(typeof(SetTakeRange), "setTakeRange")]
[JsonDerivedType(typeof(SetLoop), "setLoop")]
[JsonDerivedType(typeof(SetPunch), "setPunch")]
[JsonDerivedType(typeof(NameMarker), "nameMarker")]
[JsonDerivedType(typeof(DeleteMarker), "deleteMarker")]
[JsonDerivedType(typeof(SetStrip), "setStrip")]
[JsonDerivedType(typeof(SetBus), "setBus")]
[JsonDerivedType(typeof(SetGroup), "setGroup")]
[JsonDerivedType(typeof(JoinGroup), "joinGroup")]
[JsonDerivedType(typeof(NameGroup), "nameGroup")]
[JsonDerivedType(typeof(ProposeGroups), "proposeGroups")]
[JsonDerivedType(typeof(SetMaster), "setMaster")]
[JsonDerivedType(typeof(SetAim), "setAim")]
[JsonDerivedType(typeof(SetReference), "setReference")]
[JsonDerivedType(typeof(SetAlbum), "setAlbum")]
[JsonDerivedType(typeof(SetMasterFormat), "setMasterFormat")]
[JsonDerivedType(typeof(NoteMaster), "noteMaster")]
[JsonDerivedType(typeof(ApproveMaster), "approveMaster")]
[JsonDerivedType(typeof(LookAtMaster), "lookAtMaster")]
[JsonDerivedType(typeof(SetPhones), "setPhones")]
[JsonDerivedType(typeof(SetClick), "setClick")]
[JsonDerivedType(typeof(SetCue), "setCue")]
[JsonDerivedType(typeof(SetCueChannel), "setCueChannel")]
[JsonDerivedType(typeof(TuneInput), "tuneInput")]
[JsonDerivedType(typeof(SetTuningReference), "setTuningReference")]
[JsonDerivedType(typeof(StartSoundCheck), "startSoundCheck")]
[JsonDerivedType(typeof(EndSoundCheck), "endSoundCheck")]
[JsonDerivedType(typeof(ApplySoundCheck), "applySoundCheck")]
[JsonDerivedType(typeof(Listen), "listen")]
[JsonDerivedType(typeof(Undo), "undo")]
[JsonDerivedType(typeof(Redo), "redo")]
[JsonDerivedType(typeof(RecallScene), "recallScene")]
[JsonDerivedType(typeof(MorphScene), "morphScene")]
[JsonDerivedType(typeof(DropMove), "dropMove")]
[JsonDerivedType(typeof(StartCardTest), "startCardTest")]
[JsonDerivedType(typeof(StartQuickMix), "startQuickMix")]
[JsonDerivedType(typeof(StartMaster), "startMaster")]
[JsonDerivedType(typeof(StartStems), "startStems")]
[JsonDerivedType(typeof(StartExport), "startExport")]
[JsonDerivedType(typeof(CancelJob), "cancelJob")]
[JsonDerivedType(typeof(MarkAlarmSeen), "markAlarmSeen")]
[JsonDerivedType(typeof(ClearClips), "clearClips")]
[JsonDerivedType(typeof(SetSecondCopy), "setSecondCopy")]
[JsonDerivedType(typeof(PowerOff), "powerOff")]
[JsonDerivedType(typeof(LearnControl), "learnControl")]
[JsonDerivedType(typeof(EndLearning), "endLearning")]
[JsonDerivedType(typeof(ForgetLearned), "forgetLearned")]
[JsonDerivedType(typeof(SetSurfaceProtocol), "setSurfaceProtocol")]
public abstract record RecorderCommand;

/// <summary>REC: a new take that includes so many seconds before the press; null means the set-up's pre-roll.</summary>
public sealed record StartTake(double? PreRollSeconds = null, bool FromStartOfMemory = false) : RecorderCommand;

/// <summary>Held STOP: the take ends at a frame boundary, whole.</summary>
public sealed record EndTake : RecorderCommand;

/// <summary>The next take begins at this frame, none lost.</summary>
public sealed record CutTake : RecorderCommand;

/// <summary>A marker in the running take, or at what is heard.</summary>
public sealed record AddMarker(string? Label = null) : RecorderCommand;

/// <summary>Plays the open take, or goes on after a pause.</summary>
public sealed record Play : RecorderCommand;

/// <summary>Playback waits where it is.</summary>
public sealed record Pause : RecorderCommand;

/// <summary>Playback ends.</summary>
public sealed record StopPlaying : RecorderCommand;

/// <summary>Moves the playhead of the open take to a frame.</summary>
public sealed record Locate(long Frame) : RecorderCommand;

/// <summary>Makes a take the one that PLAY, MIX and MASTER mean.</summary>
public sealed record OpenTake(int Number) : RecorderCommand;

/// <summary>A star on a take, or off again.</summary>
public sealed record StarTake(int Number, bool Starred) : RecorderCommand;

/// <summary>A name for a take.</summary>
public sealed record RenameTake(int Number, string Name) : RecorderCommand;

/// <summary>Into the bin, from which it can come back.</summary>
public sealed record BinTake(int Number) : RecorderCommand;

/// <summary>Back out of the bin.</summary>
public sealed record RestoreTake(int Number) : RecorderCommand;

/// <summary>Whether an input is recorded; inputs count from 0.</summary>
public sealed record ArmInput(int Input, bool Armed) : RecorderCommand;

/// <summary>REC while the open take plays: a layer of it from here on, or from where PLAY began, on the inputs chosen for overdub.</summary>
public sealed record PunchIn(bool FromPlayStart = false) : RecorderCommand;

/// <summary>REC again: the layer ends here, the take plays on.</summary>
public sealed record PunchOut : RecorderCommand;

/// <summary>Whether an input is recorded when somebody punches in; inputs count from 0.</summary>
public sealed record ArmOverdub(int Input, bool Armed) : RecorderCommand;

/// <summary>Which layer of a take is heard of the track of an input; 0 is what the take itself recorded.</summary>
public sealed record ChooseLayer(int Take, int Input, int Layer) : RecorderCommand;

/// <summary>The song ends where the open take is heard, and the next begins.</summary>
public sealed record AddSongBoundary : RecorderCommand;

/// <summary>From A to B or back, at equal loudness: the mix and another scene, the mix and its master, or two layers of a track.</summary>
/// <param name="WithMaster">Its newest master is B.</param>
/// <param name="LayersOf">The input, from 0, of whose track the layer that is heard is A and the newest other one B; null compares mixes.</param>
public sealed record SwitchCompare(bool WithMaster = false, int? LayersOf = null) : RecorderCommand;

/// <summary>A name for an input and the tracks recorded from it.</summary>
public sealed record NameInput(int Input, string Name) : RecorderCommand;

/// <summary>The interface to record from, by its key, from now on; "" leaves it to the recorder. Taken as soon as nothing runs.</summary>
public sealed record ChooseInterface(string Key) : RecorderCommand;

/// <summary>One value of a strip; strips count from 0.</summary>
public sealed record SetStrip(int Strip, StripParameter Parameter, float Value) : RecorderCommand;

/// <summary>One value of the effects or the stereo bus.</summary>
public sealed record SetBus(BusParameter Parameter, float Value) : RecorderCommand;

/// <summary>One value of the master.</summary>
public sealed record SetMaster(MasterParameter Parameter, float Value) : RecorderCommand;

/// <summary>Headphone level in decibels; at -60 it is off.</summary>
public sealed record SetPhones(float LevelDb) : RecorderCommand;

/// <summary>Takes back the last move of the mix.</summary>
public sealed record Undo : RecorderCommand;

/// <summary>Does it again.</summary>
public sealed record Redo : RecorderCommand;

/// <summary>Makes a stored scene the one that is heard.</summary>
public sealed record RecallScene(string Name) : RecorderCommand;

/// <summary>
/// Brings what is heard so far from where it stood towards a stored scene; turned on, it is one step. Any other move of the mix ends it where it is.
/// </summary>
/// <param name="To">The stored scene.</param>
/// <param name="Percent">0 is where it stood, 100 that scene.</param>
public sealed record MorphScene(string To, float Percent) : RecorderCommand;

/// <summary>Takes one move of the last quick mix out of its scene, or puts it in again; what a hand has set since stays.</summary>
/// <param name="Move">Its place among the moves, from 0.</param>
/// <param name="Dropped">Out, or in again.</param>
public sealed record DropMove(int Move, bool Dropped) : RecorderCommand;

/// <summary>Measures how fast the takes' disk takes what recording writes.</summary>
public sealed record StartCardTest : RecorderCommand;

/// <summary>A quick mix of the open take into a new scene; what a hand has set stays.</summary>
public sealed record StartQuickMix : RecorderCommand;

/// <summary>Makes a new version of the master of the open take.</summary>
public sealed record StartMaster : RecorderCommand;

/// <summary>Takes the open take's mix apart: a stem per group, and per channel in none.</summary>
public sealed record StartStems : RecorderCommand;

/// <summary>Copies to the stick, verified.</summary>
public sealed record StartExport(ExportChoice Choice) : RecorderCommand;

/// <summary>Ends the running job; finished files stay.</summary>
public sealed record CancelJob : RecorderCommand;

/// <summary>The alarm shown has been read.</summary>
public sealed record MarkAlarmSeen : RecorderCommand;

/// <summary>Clip marks off.</summary>
public sealed record ClearClips : RecorderCommand;

/// <summary>Whether takes are copied to the stick while they are recorded; holds for this session until it is changed.</summary>
public sealed record SetSecondCopy(bool On) : RecorderCommand;

/// <summary>Ends everything and powers off; refused while a take runs.</summary>
public sealed record PowerOff : RecorderCommand;

/// <summary>What an export copies.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ExportChoice>))]
public enum ExportChoice
{
    Masters,
    MastersAndTracks,
    Tracks,
    Project,
}

/// <summary>What became of a command.</summary>
/// <param name="Accepted">Whether it is being done.</param>
/// <param name="Sentence">What to tell the person; empty when the change is seen anyway.</param>
public readonly record struct CommandReply(bool Accepted, string Sentence)
{
    /// <summary>Done without a word.</summary>
    public static CommandReply Done => new(true, "");

    /// <summary>Not done, and why.</summary>
    public static CommandReply Refused(string sentence) => new(false, sentence);
}

/// <summary>Where commands are posted and the state is read: the one door to the recorder.</summary>
public interface IRecorder
{
    /// <summary>The newest state; never null, replaced as a whole.</summary>
    Snapshots.RecorderSnapshot Snapshot { get; }

    /// <summary>Posts a command; returns quickly, long work becomes a job in the snapshot.</summary>
    CommandReply Post(RecorderCommand command);
}
