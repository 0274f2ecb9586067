using System.Collections.Immutable;
using System.Globalization;
using Recorder.Core.Parameters;
using Recorder.Core.SetUp;
using Recorder.Core.Snapshots;
using Recorder.Dsp.Analysis;
using Recorder.Studio.QuickMix;

namespace Recorder.Studio.SoundCheck;

/// <summary>From numbers to words: what an engineer would say of an input, and what should be done.</summary>
internal static class SoundVerdict
{
    // Hum and noise that stand further than this below the loud notes are not heard behind them.
    private const double HumHeardDb = 60;
    private const double NoiseHeardDb = 40;
    private const double IdleNoiseHeardDbfs = -60;

    // 0.3 % of full scale.
    private const double DcHeardDbfs = -50;
    private const double RumbleShare = 0.2;
    private const double BelowTheNotes = 0.8;

    // Feet, wind and lorries; a kick that comes over into other microphones lies higher.
    private const double RumbleHz = 45;

    /// <summary>Judges one input.</summary>
    public static InputCheck Of(int input, InputSound sound, InputPlace place, Company company)
    {
        var words = new Words();
        var gain = sound.Signal == InputSignal.Playing ? GainAdvice.Of(sound, place.Controls, words) : default;
        if (sound.Signal != InputSignal.Playing)
            SayNothingPlayed(sound, place, words);
        SaySame(company, place, words);
        var polarity = SayPolarity(input, place, company, words);
        SayHumAndNoise(sound, words);
        var lowCutHz = SayLows(sound, place, words);
        return new InputCheck
        {
            Input = input,
            Name = place.Name,
            Signal = sound.Signal,
            TruePeakDbtp = Finite(sound.TruePeakDbtp),
            SamplePeakDbfs = Finite(sound.SamplePeakDbfs),
            PredictedHeadroomDb = sound.Signal == InputSignal.Playing ? GainAdvice.PredictedHeadroomDb(sound.TruePeakDbtp) : null,
            ClippedSamples = sound.ClippedSamples,
            NoiseFloorDbfs = sound.Quiet is { } quiet ? Finite(quiet.FloorDbfs) : null,
            HumHz = sound.Hum?.MainsHz,
            HumDbfs = sound.Hum is { } hum ? Finite(hum.HumDbfs) : null,
            HumOverNoiseDb = sound.Quiet is { MainsHz: not null } still ? Finite(still.HumDbfs - still.NoiseDbfs) : null,
            DcDbfs = Finite(sound.DcDbfs),
            SameAs = company.SameAs?.Input,
            NeighbourCorrelation = company.Before?.Correlation,
            NeighbourDelayMs = company.Before?.DelaySeconds * 1000,
            GainChangeDb = gain.ChangeDb,
            GainDb = gain.Db,
            LowCutHz = lowCutHz,
            Polarity = polarity,
            Verdict = words.Verdict(sound),
            Sentences = words.Sentences,
            Proposal = ProposalOf(gain, place, lowCutHz, polarity),
        };
    }

    private static void SayNothingPlayed(InputSound sound, InputPlace place, Words words)
    {
        var isUnpowered = place is { Microphone: MicrophoneType.Condenser, Controls.Phantom: false };
        var remedy = isUnpowered ? "it is a condenser, and 48 V is off" : "look at cable, microphone and gain";
        if (sound.Signal == InputSignal.Waiting)
            words.Say("not heard yet", "Not heard yet at this gain: listen again, and play.");
        else if (sound.Signal == InputSignal.Zeros)
            words.Say("only zeros", $"Nothing but zeros comes in: {remedy}.");
        else
            words.Say("nothing played", $"Nothing was played on it: {remedy}.");
    }

    private static void SaySame(Company company, InputPlace place, Words words)
    {
        if (company.SameAs is not var (other, isInverted))
            return;
        var title = Title(other, company.Names[other].Name);
        words.Say(
            FormattableString.Invariant($"same as {other + 1}{(isInverted ? ", upside down" : "")}"),
            place.IsRightOfPair ? $"The same sound as {title}: one microphone is on both sides of the pair." : $"The same sound as {title}: one source is on both.");
    }

    private static bool? SayPolarity(int input, InputPlace place, Company company, Words words)
    {
        if (company.Before is not { } shared || company.SameAs is not null || !NeighbourRule.AreNear(shared))
            return null;
        var isInverted = company.IsBeforeInverted != shared.Correlation < 0;
        if (isInverted == place.IsInverted)
            return null;
        words.Say(
            FormattableString.Invariant($"upside down to {input}"),
            $"Upside down to {Title(input - 1, company.Names[input - 1].Name)}: together they sound thin. Polarity {(isInverted ? "inverted" : "normal")}.");
        return isInverted;
    }

    private static void SayHumAndNoise(InputSound sound, Words words)
    {
        var loudDbfs = sound.Signal == InputSignal.Playing ? sound.Sound.LoudDbfs : 0;
        if (sound.Hum is { MainsHz: { } mainsHz } hum && hum.HumDbfs > loudDbfs - HumHeardDb)
        {
            words.Say(
                string.Create(CultureInfo.InvariantCulture, $"hum {mainsHz} Hz {hum.HumDbfs:0} dB"),
                string.Create(CultureInfo.InvariantCulture, $"Hum {mainsHz} Hz{Over(sound.Quiet)}: ground lift or other cable."));
        }
        var heardDbfs = sound.Signal == InputSignal.Playing ? loudDbfs - NoiseHeardDb : IdleNoiseHeardDbfs;
        if (sound.Quiet is { } quiet && quiet.NoiseDbfs > heardDbfs)
        {
            words.Say(
                string.Create(CultureInfo.InvariantCulture, $"noise {quiet.NoiseDbfs:0} dB"),
                string.Create(CultureInfo.InvariantCulture, $"Noise of {quiet.NoiseDbfs:0} dB while nobody plays: nearer to the source, or less gain."));
        }
    }

    private static string Over(HumReading? quiet) => quiet is { MainsHz: not null } still && still.HumDbfs > still.NoiseDbfs
        ? string.Create(CultureInfo.InvariantCulture, $", {still.HumDbfs - still.NoiseDbfs:0} dB over noise")
        : "";

    // A low cut takes out both what rumbles and what stands still; once it is there, both are.
    private static float? SayLows(InputSound sound, InputPlace place, Words words)
    {
        var named = RoleGuess.FromName(place.Name);
        var habit = RoleHabit.Of(named ?? RoleGuess.FromSound(sound.Sound));
        var isPlaying = sound.Signal == InputSignal.Playing;
        var rumble = isPlaying ? sound.Sound.ShareBelow(Math.Min(habit.LowCutHz * BelowTheNotes, RumbleHz)) : 0;
        var isCut = place.LowCutHz >= habit.LowCutHz;
        var (hasRumble, hasDc) = (rumble > RumbleShare && !isCut, sound.DcDbfs > DcHeardDbfs && !isCut);
        if (hasRumble)
        {
            words.Say(
                string.Create(CultureInfo.InvariantCulture, $"rumble: low cut {habit.LowCutHz:0}"),
                string.Create(CultureInfo.InvariantCulture, $"Rumble: {100 * rumble:0} % of it lies below its notes. Low cut {habit.LowCutHz:0} Hz."));
        }
        else if (isPlaying && rumble <= RumbleShare && named is { } role && SoundsLikeAnother(role, sound.Sound) is { } other)
        {
            words.Say($"sounds like {other}", $"It sounds like {other}: is the cable in another input?");
        }
        if (hasDc)
        {
            words.Say(
                string.Create(CultureInfo.InvariantCulture, $"DC {sound.DcDbfs:0} dB"),
                string.Create(CultureInfo.InvariantCulture, $"A constant part of {sound.DcDbfs:0} dB: low cut {habit.LowCutHz:0} Hz keeps it out of the mix."));
        }
        return hasRumble || hasDc ? habit.LowCutHz : null;
    }

    private static string? SoundsLikeAnother(TrackRole named, TrackSound sound) => (named, RoleGuess.FromSound(sound)) switch
    {
        (TrackRole.Kick or TrackRole.Bass, TrackRole.HiHat) => "a hi-hat",
        (TrackRole.HiHat or TrackRole.Overheads or TrackRole.Voice or TrackRole.BackingVoice, TrackRole.Kick) => "a kick",
        (TrackRole.HiHat or TrackRole.Overheads or TrackRole.Voice or TrackRole.BackingVoice, TrackRole.Bass) => "a bass",
        _ => null,
    };

    private static string ProposalOf(GainAdvice gain, InputPlace place, float? lowCutHz, bool? polarity)
    {
        var parts = new List<string>();
        if (gain.Db is { } gainDb && place.Controls.Gain is { } now)
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"gain {now.ValueDb:0.#} to {gainDb:0.#} dB"));
        if (lowCutHz is { } hertz)
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"low cut {hertz:0} Hz"));
        if (polarity is { } isInverted)
            parts.Add($"polarity {ParameterText.Of(StripParameter.PolarityInverted.Spec(), isInverted ? 1 : 0)}");
        return string.Join(", ", parts);
    }

    private static string Title(int input, string name) => string.Create(CultureInfo.InvariantCulture, $"{input + 1} {name}").TrimEnd();

    private static double? Finite(double value) => double.IsFinite(value) ? value : null;
}

/// <summary>What is said of one input: in a few words, and in sentences.</summary>
internal sealed class Words
{
    private readonly List<string> verdict = [];
    private readonly ImmutableArray<string>.Builder sentences = ImmutableArray.CreateBuilder<string>();

    public ImmutableArray<string> Sentences => sentences.ToImmutable();

    public void Say(string words, string sentence)
    {
        verdict.Add(words);
        sentences.Add(sentence);
    }

    /// <summary>The gravest first; "good" where there is nothing to say.</summary>
    public string Verdict(InputSound sound) => verdict.Count > 0
        ? string.Join(", ", verdict)
        : string.Create(CultureInfo.InvariantCulture, $"good, peak {sound.TruePeakDbtp:0} dB");
}
