using System.Collections.Immutable;
using Recorder.Core.Commands;
using Recorder.Core.Parameters;

namespace Recorder.Panel;

/// <summary>What the display can stand on.</summary>
public enum ScreenName
{
    Meters, Menu, Arm, Names, Letters, Channel, Mix, Scenes, QuickMix, Master, Certificate, Takes, TakeMenu, Take, Bin, Export, SetUp, Bands, Pairs,
    Microphones, DateTime, Pairing, Songs, Layers, Learn, CardTest, SoundCheck, Click, Cues, MasterOptions, References, Formats,
    Groups, Effect, MorphTargets, Morph,
}

/// <summary>The pages of CHANNEL, in the order MAIN turns them.</summary>
public enum ChannelPage
{
    Input, Eq, Dyn, Send, Tune,
}

/// <summary>What the panel knows beyond the recorder's snapshot: where a person has gone on it. Owned by one thread.</summary>
public sealed class PanelState
{
    /// <summary>Knobs a bank of inputs or strips lies under.</summary>
    public const int KnobsPerBank = 8;

    public ScreenName Screen { get; set; }

    /// <summary>Whether the display stands on MASTER or on what belongs to it.</summary>
    public bool IsOnMaster => Screen is ScreenName.Master or ScreenName.Certificate or ScreenName.MasterOptions or ScreenName.References or ScreenName.Formats;

    /// <summary>Whether it stands on MIX or on what belongs to it.</summary>
    public bool IsOnMix => Screen is ScreenName.Mix or ScreenName.QuickMix or ScreenName.Groups or ScreenName.Effect or ScreenName.MorphTargets or ScreenName.Morph;

    /// <summary>The bank of eight under the knobs, from 0.</summary>
    public int Bank { get; set; }

    /// <summary>On MIX, whether groups, effects and the mix are under the knobs: the place behind the last channel.</summary>
    public bool IsOnBuses { get; set; }

    /// <summary>The group or effect that GROUPS and EFFECT show, and on the small build MIX; a place of <see cref="Screens.BusBank"/>.</summary>
    public int Bus { get; set; }

    /// <summary>The scene MORPH goes to.</summary>
    public string MorphTo { get; set; } = "";

    /// <summary>The channel CHANNEL shows, from 0.</summary>
    public int Channel { get; set; }

    public ChannelPage Page { get; set; }

    /// <summary>The musician's own mix CUES shows, from 0.</summary>
    public int Cue { get; set; }

    /// <summary>The chosen row of a list, from 0.</summary>
    public int Row { get; set; }

    /// <summary>What the chosen row of SET-UP is turned to; null while MAIN turns through the rows.</summary>
    public int? Choice { get; set; }

    /// <summary>The date and time under the knobs; null where the clock's own is shown.</summary>
    public ClockEdit? Clock { get; set; }

    /// <summary>On the small build, which three of a page's eight values are under the knobs: 0, 1 or 2.</summary>
    public int Group { get; set; }

    /// <summary>TAKE shows the take this many times doubled in width; 0 is all of it.</summary>
    public int Zoom { get; set; }

    /// <summary>The input whose layers TAKE steps through; null where the panel picks it.</summary>
    public int? LayeredInput { get; set; }

    /// <summary>Of which strip of a bank a surface is taught, from 0.</summary>
    public int LearnStrip { get; set; }

    /// <summary>On the small build, which value K3 turns.</summary>
    public int Picked { get; set; }

    /// <summary>As on which system what plays is heard while MASTER is shown.</summary>
    public PlaybackSystem HearAs { get; set; }

    /// <summary>With which stage of its master alone; null is the mix without any.</summary>
    public MasterParameter? HearAlone { get; set; }

    /// <summary>The name being written; null without one.</summary>
    public NameEdit? Name { get; set; }

    /// <summary>Night: lowest contrast, the display sleeps after 20 s, only REC and CLIP/WARN are lit.</summary>
    public bool IsNight { get; set; }

    /// <summary>Where the playhead of a take was put while nothing plays; null where the recorder's own counts.</summary>
    public (int Take, double Seconds)? Located { get; set; }

    /// <summary>The take the take menu is about.</summary>
    public int TakeNumber { get; set; }

    /// <summary>The small build: 128 x 64, three knobs, one channel at a time.</summary>
    public bool IsSmall { get; init; }

    /// <summary>On the small build an unseen alarm alternates with the meters; whether it is its turn.</summary>
    public bool IsAlarmTurn { get; set; } = true;

    public bool IsLocked { get; set; }

    /// <summary>BACK is held alone: its second functions are listed.</summary>
    public bool IsHelpShown { get; set; }

    /// <summary>The value turned last, shown large for a moment.</summary>
    public ValueOverlay? Overlay { get; set; }

    /// <summary>A sentence shown for a moment.</summary>
    public Notice? Notice { get; set; }

    public Question? Question { get; set; }

    /// <summary>The job whose result was looked at on its screen.</summary>
    public Core.Snapshots.JobState? SeenJob { get; set; }

    /// <summary>The highest peaks of the strips' last 1.5 s, linear; shorter than the strips before the first levels came.</summary>
    public IReadOnlyList<float> StripHolds { get; set; } = [];

    /// <summary>The first channel of the bank, from 0.</summary>
    public int FirstOfBank => Bank * KnobsPerBank;
}

/// <summary>A value a knob was turned to.</summary>
/// <param name="Owner">Whose value: "7 Guitar", "Master".</param>
/// <param name="Spec">Its declaration.</param>
/// <param name="Value">In the declaration's unit.</param>
/// <param name="Was">Before the hand came.</param>
/// <param name="UntilMs">When it goes.</param>
/// <param name="Aside">What is said beside it: how it is taken back, or that it is not.</param>
public sealed record ValueOverlay(string Owner, ParameterSpec Spec, float Value, float Was, long UntilMs, string Aside = Screens.ValueSlot.UndoHint);

/// <summary>A sentence over the screen.</summary>
/// <param name="Sentence">At most two lines of the display.</param>
/// <param name="UntilMs">When it goes.</param>
/// <param name="Share">How far a hold has come, 0 to 1; null without one.</param>
public sealed record Notice(string Sentence, long UntilMs, double? Share = null);

/// <summary>A question that stands on its first answer, which does nothing, until it is turned: a press alone never says yes.</summary>
/// <param name="Sentence">What is asked.</param>
/// <param name="Answers">What can be said; the first is no.</param>
/// <param name="Chosen">Where it stands.</param>
public sealed record Question(string Sentence, ImmutableArray<Answer> Answers, int Chosen = 0)
{
    /// <summary>A question with two answers.</summary>
    public static Question YesNo(string sentence, Core.Commands.RecorderCommand yes) => new(sentence, [new Answer("No"), new Answer("Yes", yes)]);

    /// <summary>The same question turned by so many detents; it does not turn round.</summary>
    public Question Turn(int detents) => this with { Chosen = Math.Clamp(Chosen + detents, 0, Answers.Length - 1) };
}

/// <summary>One answer to a question.</summary>
/// <param name="Word">On the display.</param>
/// <param name="Command">What it posts; null posts nothing.</param>
/// <param name="Writes">The name it begins to write; null writes none.</param>
public sealed record Answer(string Word, Core.Commands.RecorderCommand? Command = null, NameEdit? Writes = null);

/// <summary>A date and time being turned.</summary>
/// <param name="Time">As turned so far.</param>
/// <param name="Field">On the small build, the one K1 turns: year, month, day, hour, minute from 0.</param>
public sealed record ClockEdit(DateTimeOffset Time, int Field);

/// <summary>A name under the knobs, letter by letter.</summary>
/// <param name="Title">Whose name: "Input 7", "T12".</param>
/// <param name="Text">As written so far.</param>
/// <param name="Cursor">The letter under K1, from 0.</param>
/// <param name="Done">The command that stores it.</param>
/// <param name="Back">The screen it came from.</param>
public sealed record NameEdit(string Title, string Text, int Cursor, Func<string, Core.Commands.RecorderCommand> Done, ScreenName Back)
{
    /// <summary>Whether no letter at all is stored, too.</summary>
    public bool MayBeEmpty { get; init; }

    /// <summary>The longest name.</summary>
    public const int MostLetters = 16;
}
