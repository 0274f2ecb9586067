using Recorder.Simulation.Band;

namespace Recorder.Simulation.Tests.Band;

/// <summary>What the band says it does, against what is heard.</summary>
public class BandTruthTests
{
    private const int RateHz = 8000;

    [Fact]
    public void Moments_follow_each_other_without_gap_and_without_end()
    {
        var moments = new BandSynthesizer(1, RateHz, 4).Moments(0, 3 * 3600);
        Assert.Equal(0, moments[0].StartSeconds);
        Assert.True(moments[^1].EndSeconds >= 3 * 3600);
        foreach (var (before, after) in moments.Zip(moments.Skip(1)))
            Assert.Equal(before.EndSeconds, after.StartSeconds);
        var songs = moments.Where(moment => moment.Kind == BandMomentKind.Song).ToArray();
        Assert.Equal(Enumerable.Range(1, songs.Length), songs.Select(moment => moment.Song!.Number));
        Assert.All(songs, moment => Assert.InRange(moment.EndSeconds - moment.StartSeconds, 60, 300));
        Assert.All(songs.Zip(songs.Skip(1)), pair => Assert.NotEqual(pair.First.Song!.Style, pair.Second.Song!.Style));
        Assert.All(moments, moment => Assert.Equal(moment.Kind == BandMomentKind.Song, moment.Song is not null));
    }

    [Fact]
    public void A_part_of_the_evening_is_a_part_of_the_whole()
    {
        var band = new BandSynthesizer(1, RateHz, 4);
        var whole = band.Moments(0, 1000);
        Assert.Equal(whole.Where(moment => moment.EndSeconds > 300 && moment.StartSeconds < 500), band.Moments(300, 500));
    }

    [Fact]
    public void Songs_and_pauses_are_where_the_band_says()
    {
        var band = new BandSynthesizer(16, RateHz, 9);
        var moments = band.Moments(0, 600).TakeWhile(moment => moment.Song is not { Number: 3 }).ToArray();
        var power = BandListener.TenthsOfPower(band, moments[^1].EndSeconds);
        var room = band.Inputs.Select(input => input.Name).ToList().IndexOf("Room L");
        var songLevel = Level(power[room], moments.First(moment => moment.Song is not null), 5, 5);
        foreach (var moment in moments)
        {
            switch (moment.Kind)
            {
                case BandMomentKind.Song:
                    Assert.InRange(Level(power[room], moment, 5, 5), songLevel / 8, songLevel * 8);
                    // The first second and the last chord belong to it.
                    Assert.True(Level(power[room], moment with { EndSeconds = moment.StartSeconds + 1 }, 0, 0) > songLevel / 100);
                    Assert.True(Level(power[room], moment with { StartSeconds = moment.EndSeconds - 3.4 }, 0, 2.4) > songLevel / 100);
                    break;
                case BandMomentKind.Pause:
                    Assert.True(Level(power[room], moment, 0.25, 0) < songLevel / 300, $"{moment}");
                    break;
                default:
                    break;
            }
        }
    }

    [Fact]
    public void Talk_is_in_the_voice_microphones()
    {
        var band = new BandSynthesizer(16, RateHz, 9);
        var talk = band.Moments(0, 600).First(moment => moment.Kind == BandMomentKind.Talk);
        var power = BandListener.TenthsOfPower(band, talk.EndSeconds);
        var levels = band.Inputs.Zip(power, (input, tenths) => (input.Name, Level: Level(tenths, talk, 0, 0))).ToArray();
        var voices = levels.Where(one => one.Name.Contains("vox")).Max(one => one.Level);
        Assert.All(levels.Where(one => !one.Name.Contains("vox")), one => Assert.True(one.Level < voices / 30, one.Name));
    }

    // Mean square over a moment without its first and last seconds.
    private static double Level(double[] tenths, BandMoment moment, double afterSeconds, double beforeSeconds)
    {
        var from = (int)Math.Ceiling((moment.StartSeconds + afterSeconds) * 10);
        var to = Math.Min((int)((moment.EndSeconds - beforeSeconds) * 10), tenths.Length);
        return tenths[from..Math.Max(to, from + 1)].Average();
    }
}
