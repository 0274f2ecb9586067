using System.Globalization;
using Recorder.Core.Parameters;
using Recorder.Core.Snapshots;

namespace Recorder.Panel.Screens;

/// <summary>What lies behind the last bank of channels: groups, effects and the mix, one to a knob. Drawn and turned from here alone.</summary>
internal static class BusBank
{
    /// <summary>The reverb's place, behind the groups.</summary>
    public const int Reverb = GroupParameters.Groups;

    /// <summary>The delay's place.</summary>
    public const int Delay = Reverb + 1;

    /// <summary>The place of the mix as a whole.</summary>
    public const int Mix = Delay + 1;

    /// <summary>How many places there are.</summary>
    public const int Count = Mix + 1;

    private static readonly ValueSlot[] ReverbValues =
    [
        KnobPages.Of(BusParameter.ReverbDecaySeconds) with { Label = "Time" }, KnobPages.Of(BusParameter.ReverbPreDelayMs) with { Label = "Pre" },
        KnobPages.Of(BusParameter.ReverbDampingHz) with { Label = "Tone" }, KnobPages.Of(BusParameter.ReverbReturnDb) with { Label = "Level" },
        KnobPages.Of(BusParameter.ReverbMute),
    ];

    private static readonly ValueSlot[] DelayValues =
    [
        KnobPages.Of(BusParameter.DelayTimeMs) with { Label = "Time" }, KnobPages.Of(BusParameter.DelayFeedbackPercent) with { Label = "Again" },
        KnobPages.Of(BusParameter.DelayDampingHz) with { Label = "Tone" }, KnobPages.Of(BusParameter.DelayReturnDb) with { Label = "Level" },
        KnobPages.Of(BusParameter.DelayMute),
    ];

    /// <summary>Whether they are under the knobs now.</summary>
    public static bool IsShown(RecorderSnapshot snapshot, PanelState state) =>
        state is { Screen: ScreenName.Mix, IsOnBuses: true } && !snapshot.Mix.Strips.IsEmpty && !snapshot.Mix.Groups.IsEmpty;

    public static bool IsGroup(int place) => place < Reverb;

    public static bool IsEffect(int place) => place is Reverb or Delay;

    /// <summary>"Drums", "Reverb", "Mix".</summary>
    public static string NameOf(RecorderSnapshot snapshot, int place) => place switch
    {
        Reverb => "Reverb",
        Delay => "Delay",
        Mix => "Mix",
        _ => place < snapshot.Mix.Groups.Length ? snapshot.Mix.Groups[place].Name : string.Create(CultureInfo.InvariantCulture, $"Group {place + 1}"),
    };

    public static ValueSlot Level(int place) => place switch
    {
        Reverb => KnobPages.Of(BusParameter.ReverbReturnDb),
        Delay => KnobPages.Of(BusParameter.DelayReturnDb),
        Mix => KnobPages.Of(BusParameter.BusFaderDb),
        _ => KnobPages.Of(GroupParameter.LevelDb),
    };

    /// <summary>Null for the mix, which nobody silences by a slip.</summary>
    public static ValueSlot? Mute(int place) => place switch
    {
        Reverb => KnobPages.Of(BusParameter.ReverbMute),
        Delay => KnobPages.Of(BusParameter.DelayMute),
        Mix => null,
        _ => KnobPages.Of(GroupParameter.Mute),
    };

    /// <summary>Only groups can be heard alone.</summary>
    public static ValueSlot? Solo(int place) => IsGroup(place) ? KnobPages.Of(GroupParameter.Solo) : null;

    /// <summary>What is inside an effect, knob by knob.</summary>
    public static ValueSlot[] Inside(int effect) => effect == Delay ? DelayValues : ReverbValues;

    public static bool IsOn(ValueSlot? slot, RecorderSnapshot snapshot, int place) => slot is not null && slot.Read(snapshot, place) > 0;

    /// <summary>The strips of a group.</summary>
    public static IEnumerable<StripState> Members(RecorderSnapshot snapshot, int group) => snapshot.Mix.Strips.Where(strip => strip.Group == group);
}
