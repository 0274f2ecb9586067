using Recorder.Simulation.Band;
using Recorder.Simulation.Band.Acoustics;
using Recorder.Simulation.Band.Score;

namespace Recorder.Simulation.Tests.Band;

public class StageTests
{
    private const int RateHz = 48000;

    private static readonly InputSpec[] Inputs = InputSpec.ForCount(16);
    private static readonly SourceSpec[] Sources = SourceSpec.For(Inputs, Part.BackingOne);

    [Theory]
    [InlineData("Snare")]
    [InlineData("Kick")]
    [InlineData("Lead voice")]
    public void Sound_reaches_each_microphone_after_its_way_through_the_air(string source)
    {
        var stage = new Stage(Sources, Inputs, RateHz, 1);
        var from = Array.FindIndex(Sources, one => one.Name == source);
        var heard = Inputs.Select(_ => new List<float>()).ToArray();
        for (var block = 0; block < 30; block++)
        {
            for (var s = 0; s < Sources.Length; s++)
                stage.NextBlock(s)[0] = s == from && block == 4 ? 20 : 0;
            stage.Mix();
            for (var i = 0; i < Inputs.Length; i++)
                heard[i].AddRange(stage.Heard(i));
        }
        foreach (var (i, input) in Inputs.Index().Where(one => one.Item.Kind != InputKind.Direct))
        {
            var metres = Sources[from].At.DistanceTo(input.At);
            // A path too soft to be told from the microphone's own noise says nothing.
            var loudest = heard[i].Select(Math.Abs).Max();
            if (loudest < 3e-3f)
                continue;
            var arrival = heard[i].FindIndex(value => Math.Abs(value) > loudest * 0.5f) - 4 * Ensemble.BlockFrames;
            Assert.True(Math.Abs(arrival - metres / 343 * RateHz) <= 1, $"{input.Name}: {arrival} frames over {metres:0.00} m");
        }
    }

    [Fact]
    public void Each_microphone_hears_its_own_instrument_best()
    {
        const int RateHz = 16000;
        var everyone = new Stage(Sources, [], RateHz, 1);
        var ensemble = new Ensemble(Sources, RateHz, 6);
        var own = Inputs.Where(input => input.Kind == InputKind.Close).ToArray();
        var solo = own.Select(input => new Stage(Sources, [input], RateHz, 1)).ToArray();
        var others = own.Select(input => new Stage(Sources, [input], RateHz, 1)).ToArray();
        var (wanted, unwanted) = (new double[own.Length], new double[own.Length]);
        for (var block = 0; block < 60 * RateHz / Ensemble.BlockFrames; block++)
        {
            ensemble.Play(everyone);
            for (var i = 0; i < own.Length; i++)
            {
                if (!Hears(solo[i], everyone, s => Sources[s].Name == own[i].Source))
                    continue;
                Hears(others[i], everyone, s => Sources[s].Name != own[i].Source);
                wanted[i] += Power(solo[i].Heard(0));
                unwanted[i] += Power(others[i].Heard(0));
            }
        }
        for (var i = 0; i < own.Length; i++)
            Assert.True(wanted[i] > 3 * unwanted[i], $"{own[i].Name}: {10 * Math.Log10(wanted[i] / unwanted[i]):0.0} dB");
    }

    // Lets some of the sources sound; true when one of them plays.
    private static bool Hears(Stage stage, Stage everyone, Func<int, bool> sounding)
    {
        var plays = false;
        for (var s = 0; s < Sources.Length; s++)
        {
            var block = stage.NextBlock(s);
            if (!sounding(s))
                continue;
            everyone.Played(s).CopyTo(block);
            plays |= Power(block) > 1e-3 * Ensemble.BlockFrames;
        }
        stage.Mix();
        return plays;
    }

    private static double Power(ReadOnlySpan<float> block)
    {
        var sum = 0.0;
        foreach (var value in block)
            sum += value * value;
        return sum;
    }
}
