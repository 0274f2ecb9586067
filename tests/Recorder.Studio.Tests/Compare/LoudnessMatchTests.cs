using Recorder.Core.Parameters;
using Recorder.Dsp.Loudness;
using Recorder.Session.Mixes;
using Recorder.Studio.Compare;
using Recorder.Studio.Mix;
using Recorder.TestSupport;

namespace Recorder.Studio.Tests.Compare;

public sealed class LoudnessMatchTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(0, -6)]
    [InlineData(-9, 3)]
    public void Two_scenes_are_equally_loud_and_neither_louder_than_it_was(float aDb, float bDb)
    {
        using var audio = Material.OpenTake(folder.Path, ("Drums", Material.Drums(20, 1)), ("Noise", Material.Noise(20, 2)));
        var (a, b) = (At(aDb), At(bDb));
        var match = LoudnessMatch.Of(audio, a, b, playheadFrame: 10 * Material.RateHz);
        Assert.Equal(0, Math.Max(match.GainADb, match.GainBDb), 9);
        Assert.Equal(Math.Min(0, bDb - aDb), match.GainADb, 0.05);
        Assert.Equal(Math.Min(0, aDb - bDb), match.GainBDb, 0.05);
        // Measured again with what they are turned down by.
        Assert.Equal(Loudness(audio, a) + match.GainADb, Loudness(audio, b) + match.GainBDb, 0.05);
    }

    [Fact]
    public void Only_the_part_around_the_playhead_counts()
    {
        // The second half of the noise is far louder; where it is not heard it does not count.
        float[] noise = [.. Material.Noise(30, 3, 0.02f), .. Material.Noise(30, 4, 0.5f)];
        using var audio = Material.OpenTake(folder.Path, ("Drums", Material.Drums(60, 1)), ("Noise", noise));
        var without = At(0).WithStrip(1, StripParameter.Mute, 1);
        Assert.InRange(LoudnessMatch.Of(audio, At(0), without, playheadFrame: 10 * Material.RateHz).GainADb, -1, 0);
        using var again = Material.OpenTake(folder.Path, ("Drums", Material.Drums(60, 1)), ("Noise", noise));
        Assert.InRange(LoudnessMatch.Of(again, At(0), without, playheadFrame: 50 * Material.RateHz).GainADb, -40, -6);
    }

    [Fact]
    public void Two_layers_of_a_track_are_matched_by_the_track_alone()
    {
        using var a = Material.OpenTake(folder.Path, ("Guitar", Material.Noise(20, 1, 0.1f)));
        using var b = Material.OpenTake(folder.Path, ("Guitar again", Material.Noise(20, 2, 0.2f)));
        var match = LoudnessMatch.OfTracks(a, b, playheadFrame: 10 * Material.RateHz);
        Assert.Equal(0, match.GainADb);
        Assert.Equal(-6.02, match.GainBDb, 0.1);
    }

    [Fact]
    public void Silence_has_no_loudness_to_match() =>
        Assert.Equal(default, LoudnessMatch.Between(double.NegativeInfinity, -20));

    private static Scene At(float faderDb) => Scene.Fresh(["Drums", "Noise"])
        .WithStrip(0, StripParameter.FaderDb, faderDb).WithStrip(1, StripParameter.FaderDb, faderDb);

    private static double Loudness(TakeAudio audio, Scene scene)
    {
        var meter = new LoudnessMeter(2, audio.RateHz);
        MixRenderer.Render(audio, new MixSettings([.. scene.Strips.Select(strip => strip.Values)], scene.Bus), meter.Process);
        return meter.IntegratedLufs;
    }
}
