using System.Collections.Immutable;
using Recorder.Core.Snapshots;
using Recorder.Studio.SoundCheck;
using Recorder.TestSupport;

namespace Recorder.Studio.Tests.SoundCheck;

/// <summary>A band of sixteen microphones with bleed, hum and hiss of known level, that plays through without a pause.</summary>
public class RealBandTests
{
    private const int RightOverhead = 5;
    private const int Guitar = 7;
    private const double GuitarHumDbfs = -58;

    [Fact]
    public void Levels_are_the_files_own_and_only_the_amplifier_that_hums_is_said_to_hum()
    {
        var (inputs, checks) = Hear(turned: null);
        for (var input = 0; input < inputs.Length; input++)
        {
            var peakDb = 20 * Math.Log10(inputs[input].Max(Math.Abs));
            Assert.Equal(InputSignal.Playing, checks[input].Signal);
            Assert.Equal(peakDb, checks[input].SamplePeakDbfs!.Value, 0.3);
            Assert.Equal(peakDb > -9, checks[input].GainChangeDb < 0);
            Assert.Equal((0, null, null, null), (checks[input].ClippedSamples, checks[input].SameAs, checks[input].Polarity, checks[input].LowCutHz));
        }
        Assert.Equal(Guitar, Assert.Single(checks, check => check.HumHz is not null).Input);
        Assert.Equal(50, checks[Guitar].HumHz);
        Assert.Equal(GuitarHumDbfs, checks[Guitar].HumDbfs!.Value, 3.0);
        Assert.StartsWith("hum 50 Hz -", checks[Guitar].Verdict, StringComparison.Ordinal);
    }

    [Fact]
    public void An_overhead_that_is_wired_upside_down_is_turned_over()
    {
        var checks = Hear(turned: RightOverhead).Checks;
        Assert.True(checks[RightOverhead].Polarity);
        Assert.Equal(RightOverhead, Assert.Single(checks, check => check.Polarity is not null).Input);
    }

    private static (float[][] Inputs, ImmutableArray<InputCheck> Checks) Hear(int? turned)
    {
        string[] files = [.. Directory.GetFiles(SharedData.Require("multitrack", "rendered-keep-on-rolling", "dev-25s"), "*.wav").Order()];
        float[][] inputs = [.. files.Select(file => Material.Read(file)[0])];
        if (turned is { } input)
            inputs[input] = Stage.Scaled(inputs[input], -1);
        var places = files.Select(file => Path.GetFileNameWithoutExtension(file)[3..].Replace('_', ' '))
            .Select(name => new InputPlace { Name = name, IsRightOfPair = name.EndsWith(" R", StringComparison.Ordinal) });
        return (inputs, Stage.Check([.. places], inputs));
    }
}
