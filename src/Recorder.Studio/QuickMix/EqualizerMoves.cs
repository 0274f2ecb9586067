using System.Globalization;
using static Recorder.Core.Parameters.StripParameter;

namespace Recorder.Studio.QuickMix;

/// <summary>Takes off what sticks out, and makes room where two parts want the same place.</summary>
internal static class EqualizerMoves
{
    // Notes are bumps too; only what stands out further than they do is a fault of room or microphone.
    private const double BoxyExcessDb = 6;
    private const double HarshExcessDb = 5;
    private const double DeepestDipDb = 4.5;

    public static void Apply(StripDraft[] playing)
    {
        foreach (var draft in playing)
            TakeOffBumps(draft);
        MakeRoomForBass(playing);
        MakeRoomForVoice(playing);
    }

    private static void TakeOffBumps(StripDraft draft)
    {
        if (!draft.Habit.CountsAsLow)
        {
            var (boxyHz, boxyDb) = draft.Sound.Bump(200, 500);
            if (boxyDb > BoxyExcessDb)
                Dip(draft, "Boxy", boxyHz, (boxyDb - BoxyExcessDb) * 0.5 + 1.5, LowMidGainDb, LowMidHz, LowMidQ);
        }
        var (harshHz, harshDb) = draft.Sound.Bump(2200, 5500);
        if (harshDb > HarshExcessDb && draft.Sound.ShareBelow(1000) < 0.98)
            Dip(draft, "Harsh", harshHz, (harshDb - HarshExcessDb) * 0.6 + 1.5, HighMidGainDb, HighMidHz, HighMidQ);
    }

    private static void Dip(
        StripDraft draft, string word, double frequencyHz, double depthDb,
        Core.Parameters.StripParameter gain, Core.Parameters.StripParameter frequency, Core.Parameters.StripParameter width)
    {
        depthDb = Math.Min(DeepestDipDb, Math.Round(depthDb * 2) / 2);
        draft.Move(
            string.Create(CultureInfo.InvariantCulture, $"{word} at {Frequency(frequencyHz)}, took off {depthDb:0.0} dB."),
            (gain, -depthDb), (frequency, frequencyHz), (width, 2));
    }

    // The deeper of the two keeps its place; the other dips there.
    private static void MakeRoomForBass(StripDraft[] playing)
    {
        var kick = playing.FirstOrDefault(draft => draft.Role == TrackRole.Kick);
        var bass = playing.FirstOrDefault(draft => draft.Role == TrackRole.Bass);
        if (kick is null || bass is null)
            return;
        var (kickHz, bassHz) = (kick.Sound.StrongestHz(35, 120), bass.Sound.StrongestHz(40, 160));
        var (dips, other, frequencyHz) = kickHz <= bassHz ? (bass, kick, kickHz) : (kick, bass, bassHz);
        dips.Move(
            string.Create(CultureInfo.InvariantCulture, $"Dips 2.5 dB at {Frequency(frequencyHz)}, room for {other.Name}."),
            (LowMidGainDb, -2.5), (LowMidHz, frequencyHz), (LowMidQ, 1.4));
    }

    private static void MakeRoomForVoice(StripDraft[] playing)
    {
        var voice = playing.FirstOrDefault(draft => draft.Role == TrackRole.Voice);
        if (voice is null)
            return;
        var presenceHz = voice.Sound.StrongestHz(1800, 3600);
        foreach (var draft in playing.Where(draft => draft.Role is TrackRole.Guitar or TrackRole.Keys or TrackRole.Synth))
        {
            if (draft.Values[HighMidGainDb] != 0)
                continue; // It was harsh there and gives way already.
            draft.Move(
                string.Create(CultureInfo.InvariantCulture, $"Dips 2 dB at {Frequency(presenceHz)}, room for {voice.Name}."),
                (HighMidGainDb, -2), (HighMidHz, presenceHz), (HighMidQ, 1));
        }
    }

    private static string Frequency(double hertz) => hertz >= 1000
        ? string.Create(CultureInfo.InvariantCulture, $"{hertz / 1000:0.0} kHz")
        : string.Create(CultureInfo.InvariantCulture, $"{hertz:0} Hz");
}
