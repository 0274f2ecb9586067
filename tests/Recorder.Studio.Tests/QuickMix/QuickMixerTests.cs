using System.Collections.Immutable;
using Recorder.Core.Parameters;
using Recorder.Studio.QuickMix;

namespace Recorder.Studio.Tests.QuickMix;

public class QuickMixerTests
{
    private static readonly string[] Band =
        ["Kick", "Snare", "HiHat", "Toms", "OH L", "OH R", "Bass", "Guitar 1", "Guitar 2", "Piano L", "Piano R", "Lead voice", "Backing vox 1", "Backing vox 2", "Room"];

    [Fact]
    public void The_voice_leads_whatever_the_levels_were()
    {
        var plan = QuickMixer.Plan([Track("Lead voice", lufs: -45), Track("Guitar", lufs: -12)]);
        Assert.True(Loudness(plan, 0, -45) > Loudness(plan, 1, -12) + 3);
    }

    [Fact]
    public void What_a_hand_has_set_is_never_touched()
    {
        foreach (var parameter in Enum.GetValues<StripParameter>())
        {
            var spec = parameter.Spec();
            var odd = spec.Clamp(spec.Minimum + (spec.Maximum - spec.Minimum) * 0.37f);
            var tracks = Band.Select(name => Track(name) with
            {
                Current = StripParameters.Defaults().With(parameter, odd),
                HandSet = [parameter],
            }).ToArray();
            Assert.All(QuickMixer.Plan(tracks).Strips, strip => Assert.Equal(odd, strip[parameter]));
        }
    }

    [Fact]
    public void Every_changed_strip_has_a_sentence_and_every_sentence_a_track()
    {
        var plan = QuickMixer.Plan([.. Band.Select(name => Track(name))]);
        foreach (var (name, strip) in Band.Zip(plan.Strips))
            Assert.Contains(plan.Moves, move => move.Track == name);
        Assert.All(plan.Moves, move =>
        {
            Assert.Contains(move.Track, Band);
            Assert.EndsWith(".", move.Sentence, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void Bass_kick_snare_and_voice_stay_in_the_middle_and_the_sides_weigh_the_same()
    {
        var plan = QuickMixer.Plan([.. Band.Select(name => Track(name))]);
        foreach (var (name, strip) in Band.Zip(plan.Strips))
            if (name is "Kick" or "Snare" or "Bass" or "Lead voice")
                Assert.Equal(0, strip[StripParameter.Pan]);
        var lean = plan.Strips.Sum(strip => strip[StripParameter.Pan] * Math.Pow(10, strip[StripParameter.FaderDb] / 10));
        Assert.InRange(lean, -0.15, 0.15);
        Assert.Equal(-plan.Strips[4][StripParameter.Pan], plan.Strips[5][StripParameter.Pan]);
    }

    [Fact]
    public void What_is_done_to_one_half_of_a_stereo_pair_is_done_to_the_other()
    {
        var boxy = Flat(60);
        boxy[TrackSound.BandCentresHz.ToList().FindIndex(centre => centre > 300)] *= 100;
        var plan = QuickMixer.Plan([
            Track("Piano L", lufs: -30) with { Sound = Sound(-30, boxy) }, Track("Piano R", lufs: -36, lowHz: 300), Track("Lead voice")]);
        foreach (var parameter in Enum.GetValues<StripParameter>().Where(parameter => parameter != StripParameter.Pan))
            Assert.True(plan.Strips[0][parameter] == plan.Strips[1][parameter], $"{parameter}");
        Assert.Equal(-plan.Strips[0][StripParameter.Pan], plan.Strips[1][StripParameter.Pan]);
        Assert.NotEqual(0, plan.Strips[0][StripParameter.LowMidGainDb]);
    }

    [Fact]
    public void A_silent_track_is_left_out_and_said_so()
    {
        var plan = QuickMixer.Plan([Track("Voice"), Track("Guitar") with { Sound = new TrackSound { IsSilent = true, BandPowers = new double[30] } }]);
        Assert.True(plan.Strips[1].IsOn(StripParameter.Mute));
        Assert.Contains(plan.Moves, move => move is { Track: "Guitar", Sentence: "Nothing is on it: left out of the mix." });
    }

    [Fact]
    public void The_low_cut_stays_below_what_a_track_plays()
    {
        var plan = QuickMixer.Plan([Track("Bass", lowHz: 40), Track("Keys", lowHz: 400), Track("Kick", lowHz: 50)]);
        Assert.All(plan.Strips, strip => Assert.True(strip[StripParameter.HighPassHz] <= 45));
        var voice = QuickMixer.Plan([Track("Voice", lowHz: 180)]).Strips[0];
        Assert.InRange(voice[StripParameter.HighPassHz], 60, 110);
    }

    [Fact]
    public void A_band_that_sticks_out_is_dipped_where_it_is()
    {
        var powers = Flat(100);
        var band = Enumerable.Range(0, powers.Length).First(i => TrackSound.BandCentresHz[i] > 3000);
        powers[band] *= 20;
        var plan = QuickMixer.Plan([Track("Trumpet") with { Sound = Sound(-25, powers) }]);
        Assert.InRange(plan.Strips[0][StripParameter.HighMidGainDb], -4.5f, -1.5f);
        Assert.Equal(TrackSound.BandCentresHz[band], plan.Strips[0][StripParameter.HighMidHz], 1.0);
        Assert.Contains(plan.Moves, move => move.Sentence.StartsWith("Harsh at", StringComparison.Ordinal));
    }

    private static double Loudness(QuickMixPlan plan, int track, double lufs) =>
        lufs + plan.Strips[track][StripParameter.TrimDb] + plan.Strips[track][StripParameter.FaderDb];

    private static QuickMixTrack Track(string name, double lufs = -25, double lowHz = 100) =>
        new(name, Sound(lufs, Flat(lowHz)), StripParameters.Defaults(), ImmutableHashSet<StripParameter>.Empty);

    private static TrackSound Sound(double lufs, double[] powers) => new()
    {
        ActiveLufs = lufs, RmsDbfs = lufs, PeakDbfs = lufs + 15, LoudDbfs = lufs + 5, FloorDbfs = lufs - 25, ActiveShare = 0.8, BandPowers = powers,
    };

    private static double[] Flat(double lowHz) => [.. TrackSound.BandCentresHz.Select(centre => centre >= lowHz ? 1e-4 : 1e-9)];
}
