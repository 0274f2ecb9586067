using Recorder.Core.Faults;
using Recorder.Core.Ports;
using Recorder.Core.Units;
using Recorder.Simulation.Band;
using Recorder.Simulation.Capture;
using Recorder.TestSupport;

namespace Recorder.Simulation.Tests.Capture;

public sealed class SimulatedControlsTests : IDisposable
{
    private const int Inputs = 4;
    private const int RateHz = 48000;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private string File => folder.File("interface.knobs");

    private BandCaptureDevice Open(PreampKnobs? knobs) => new(new BandSynthesizer(Inputs, RateHz, 5), null, knobs);

    private static int[] Read(BandCaptureDevice device, int frames)
    {
        var words = new int[Inputs * frames];
        Assert.Equal(new CaptureResult(CaptureStatus.Frames, frames), device.Read(new PlanarWords(words, frames, 0, frames, Inputs)));
        return words;
    }

    [Fact]
    public void At_0_dB_the_band_is_bit_for_bit_as_without_knobs()
    {
        using var plain = Open(null);
        using var knobbed = Open(PreampKnobs.Open(File, Inputs));
        Assert.Equal(Read(plain, 9000), Read(knobbed, 9000));
    }

    [Fact]
    public void A_gain_turned_in_one_process_is_heard_in_what_the_interface_of_another_delivers_within_one_delivery()
    {
        const int Frames = 4801;
        using var plain = Open(null);
        using var knobbed = Open(PreampKnobs.Open(File, Inputs));
        using var controls = new SimulatedControls(PreampKnobs.Open(File, Inputs));
        Read(plain, Frames);
        Read(knobbed, Frames);
        Assert.True(controls.SetGain(1, -6));
        Assert.True(controls.SetPad(2, true));
        var (expected, turning) = (Read(plain, Frames), Read(knobbed, Frames));
        Assert.Equal(expected[..Frames], turning[..Frames]);
        // The first word has moved by a part of the way alone, the last one is there.
        AssertGain(1, expected[Frames], turning[Frames], 1e-3);
        AssertGain(Amplitude(-6), expected[(2 * Frames) - 1], turning[(2 * Frames) - 1], 1e-3);
        (expected, turning) = (Read(plain, Frames), Read(knobbed, Frames));
        for (var i = 0; i < Frames; i++)
        {
            AssertGain(Amplitude(-6), expected[Frames + i], turning[Frames + i], 1e-6);
            AssertGain(Amplitude(SimulatedPreamps.PadDb), expected[(2 * Frames) + i], turning[(2 * Frames) + i], 1e-6);
        }
        Assert.Equal(expected[(3 * Frames)..], turning[(3 * Frames)..]);
        controls.SetGain(1, 0);
        controls.SetPad(2, false);
        Read(plain, Frames);
        Read(knobbed, Frames);
        Assert.Equal(Read(plain, Frames), Read(knobbed, Frames));
    }

    [Theory]
    [InlineData(1f, 3.7f)]
    [InlineData(3.7f, 3.7f)]
    [InlineData(0.1f, 0f)]
    [InlineData(100f, 100f)]
    public void Vectors_and_single_words_are_amplified_alike_and_end_at_full_scale(float from, float to)
    {
        var random = new Random(7);
        int[] words = [int.MaxValue & ~255, int.MinValue, .. Enumerable.Range(0, 1021).Select(_ => random.Next(int.MinValue, int.MaxValue) & ~255)];
        var (vectors, scalars) = (words.ToArray(), words.ToArray());
        SimulatedPreamps.Amplify(vectors, from, to);
        SimulatedPreamps.AmplifyScalar(scalars, from, (to - from) / words.Length, 0);
        Assert.Equal(scalars, vectors);
        Assert.All(vectors, word => Assert.Equal(0, word & 255));
        if (to >= 1)
            Assert.Equal((int.MaxValue & ~255, int.MinValue), (vectors[0], vectors[1]));
    }

    [Fact]
    public void Knobs_say_where_they_stand_stay_in_their_range_and_as_they_were_left()
    {
        using (var controls = new SimulatedControls(PreampKnobs.Open(File, Inputs)))
        {
            Assert.All(controls.Inputs, input => Assert.Equal((new InputGain(0, -20, 40, 1), (bool?)false), (input.Gain!.Value, input.Pad)));
            Assert.True(controls.SetGain(0, 99));
            Assert.True(controls.SetGain(3, 11.6f));
            Assert.True(controls.SetPad(3, true));
            Assert.True(controls.SetPhantom(2, true));
            Assert.False(controls.SetGain(Inputs, 0));
            Assert.False(controls.SetGain(-1, 0));
            Assert.False(controls.SetGain(0, float.NaN));
            Assert.False(controls.SetClockSource(0));
        }
        using var again = new SimulatedControls(PreampKnobs.Open(File, Inputs));
        Assert.Equal([40f, 0, 0, 12], again.Inputs.Select(input => input.Gain!.Value.ValueDb));
        Assert.Equal([false, false, false, true], again.Inputs.Select(input => input.Pad!.Value));
        Assert.True(again.Inputs[2].Phantom);
    }

    [Fact]
    public void A_cable_has_no_48_V()
    {
        var band = new BandSynthesizer(16, RateHz, 1);
        using var controls = new SimulatedControls(PreampKnobs.Open(File, 16));
        var cable = band.Inputs.ToList().FindIndex(input => !input.IsMicrophone);
        Assert.Equal(band.Inputs.Select(input => input.IsMicrophone), controls.Inputs.Select(input => input.Phantom is not null));
        Assert.False(controls.SetPhantom(cable, true));
    }

    [Fact]
    public void A_file_that_cannot_be_made_is_told() =>
        Assert.Equal(FaultKind.Storage, Assert.Throws<RecorderException>(() => PreampKnobs.Open(Path.Combine(folder.Path, "not there", "knobs"), Inputs)).Kind);

    private static double Amplitude(double db) => Math.Pow(10, db / 20);

    // Within the share and a step of 24 bit.
    private static void AssertGain(double gain, int from, int to, double share) => Assert.Equal(from * gain, to, (Math.Abs(from) * share) + 256);
}
