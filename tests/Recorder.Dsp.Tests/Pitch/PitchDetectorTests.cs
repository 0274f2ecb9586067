using System.Globalization;
using Recorder.Dsp.Pitch;

namespace Recorder.Dsp.Tests.Pitch;

public class PitchDetectorTests
{
    private const int RateHz = 48000;
    private const double ToleranceCents = 1;

    [Theory, InlineData(44100), InlineData(48000), InlineData(96000)]
    public void A_quiet_sine_is_right_to_a_cent(int rateHz)
    {
        // -40 dBFS, and noise 40 dB below it.
        var detector = new PitchDetector(rateHz);
        foreach (var hertz in (ReadOnlySpan<double>)[31, 41.2, 82.41, 110.3, 196, 329.6, 440, 466.2, 880, 1046.5, 1500, 2093])
            AssertPitch(hertz, detector.Detect(WithNoise(Signals.Sine(hertz, rateHz, detector.BlockFrames, 0.01), 0.7e-4, seed: (int)hertz)));
    }

    // The open strings of bass (five and four strings), guitar and ukulele, and up to the violin's highest.
    [Theory]
    [InlineData(30.868), InlineData(41.203), InlineData(55), InlineData(73.416), InlineData(82.407), InlineData(97.999), InlineData(110)]
    [InlineData(146.832), InlineData(195.998), InlineData(246.942), InlineData(261.626), InlineData(329.628), InlineData(440), InlineData(659.255)]
    [InlineData(987.767), InlineData(1480)]
    public void A_plucked_string_with_a_weak_fundamental_and_sharp_partials_is_right_to_a_cent(double hertz)
    {
        var detector = new PitchDetector(RateHz);
        foreach (var stiffness in (ReadOnlySpan<double>)[0, 3e-5, 2e-4])
        foreach (var fundamental in (ReadOnlySpan<double>)[1, 0.3, 0.1])
        {
            var sound = WithNoise(Pluck(hertz, stiffness, fundamental, detector.BlockFrames), 1e-4, seed: 5);
            AssertPitch(hertz, detector.Detect(sound), FormattableString.Invariant($"B {stiffness}, fundamental {fundamental}"));
        }
    }

    [Fact]
    public void No_note_of_five_octaves_is_an_octave_off_at_any_moment_of_its_life()
    {
        var detector = new PitchDetector(RateHz);
        var (heard, all) = (0, 0);
        for (var semitone = 0; semitone <= 60; semitone++)
        {
            var hertz = 41.203 * Math.Pow(2, semitone / 12.0);
            var sound = WithNoise(Pluck(hertz, 1e-4, 0.1, 2 * RateHz), 1e-4, seed: semitone);
            for (var from = 0; from + detector.BlockFrames < sound.Length; from += 4801)
            {
                var reading = detector.Detect(sound.AsSpan(from, detector.BlockFrames));
                all++;
                if (!reading.IsPitch)
                    continue;
                heard++;
                Assert.InRange(Cents(reading.FrequencyHz, hertz), -20, 20);
            }
        }
        Assert.InRange(heard, 0.9 * all, all);
    }

    [Fact]
    public void A_fundamental_that_is_almost_gone_is_found_through_odd_partials()
    {
        var detector = new PitchDetector(RateHz);
        var sound = new float[detector.BlockFrames];
        (int N, double Amplitude)[] partials = [(1, 0.004), (2, 0.1), (3, 0.012), (4, 0.05), (5, 0.006)];
        foreach (var (n, amplitude) in partials)
            Add(sound, Signals.Sine(n * 110, RateHz, sound.Length, amplitude));
        AssertPitch(110, detector.Detect(sound));
    }

    [Theory, InlineData(0.5f), InlineData(0.01f), InlineData(0.0005f)]
    public void Noise_has_no_pitch(float amplitude)
    {
        var detector = new PitchDetector(RateHz);
        for (var seed = 0; seed < 100; seed++)
            Assert.False(detector.Detect(Signals.Noise(detector.BlockFrames, amplitude, seed)).IsPitch);
    }

    [Fact]
    public void Brown_noise_has_no_pitch()
    {
        var detector = new PitchDetector(RateHz);
        for (var seed = 0; seed < 100; seed++)
        {
            var sound = Signals.Noise(detector.BlockFrames, 0.02f, seed);
            for (var i = 1; i < sound.Length; i++)
                sound[i] += 0.98f * sound[i - 1];
            Assert.False(detector.Detect(sound).IsPitch);
        }
    }

    [Theory, InlineData(50), InlineData(60), InlineData(49.95), InlineData(100), InlineData(120)]
    public void Hum_of_a_lead_has_none(double mainsHz)
    {
        var detector = new PitchDetector(RateHz);
        var sound = new float[detector.BlockFrames];
        for (var n = 1; n <= 7; n += 2)
            Add(sound, Signals.Sine(n * mainsHz, RateHz, sound.Length, 0.005 / n));
        Assert.False(detector.Detect(WithNoise(sound, 1e-5, seed: 1)).IsPitch);
    }

    [Fact]
    public void Silence_direct_current_and_what_is_no_number_have_none()
    {
        var detector = new PitchDetector(RateHz);
        var sound = new float[detector.BlockFrames];
        Assert.False(detector.Detect(sound).IsPitch);
        Array.Fill(sound, 0.5f);
        Assert.False(detector.Detect(sound).IsPitch);
        sound[100] = float.NaN;
        Assert.False(detector.Detect(sound).IsPitch);
        AssertPitch(440, detector.Detect(Signals.Sine(440, RateHz, sound.Length, 0.1)));
    }

    [Fact]
    public void It_allocates_nothing()
    {
        var detector = new PitchDetector(RateHz);
        var sound = Pluck(82.407, 1e-4, 0.3, detector.BlockFrames);
        detector.Detect(sound);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 20; i++)
            detector.Detect(sound);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    // Twelve partials as of a string plucked near the bridge; the lowest as weak as asked.
    private static float[] Pluck(double hertz, double stiffness, double fundamental, int frames)
    {
        var sound = new float[frames];
        for (var n = 1; n <= 12; n++)
        {
            var partialHz = n * hertz * Math.Sqrt((1 + stiffness * n * n) / (1 + stiffness));
            if (partialHz > 0.4 * RateHz)
                break;
            var amplitude = 0.1 * (n == 1 ? fundamental : 1.0 / n);
            for (var i = 0; i < frames; i++)
                sound[i] += (float)(amplitude * Math.Exp(-i * (0.7 + 0.3 * n) / RateHz) * Math.Sin(Math.Tau * partialHz * i / RateHz + n * n));
        }
        return sound;
    }

    private static float[] WithNoise(float[] sound, double rms, int seed)
    {
        Add(sound, Signals.Noise(sound.Length, (float)(rms * Math.Sqrt(3)), seed));
        return sound;
    }

    private static void Add(float[] sound, float[] other)
    {
        for (var i = 0; i < sound.Length; i++)
            sound[i] += other[i];
    }

    private static void AssertPitch(double hertz, PitchReading reading, string about = "")
    {
        Assert.True(reading.IsPitch, string.Create(CultureInfo.InvariantCulture, $"{hertz} Hz {about}: nothing found, clarity {reading.Clarity:0.000}"));
        var cents = Cents(reading.FrequencyHz, hertz);
        Assert.True(Math.Abs(cents) <= ToleranceCents, string.Create(CultureInfo.InvariantCulture, $"{hertz} Hz {about}: {cents:+0.00;-0.00} cents"));
    }

    private static double Cents(double hertz, double trueHz) => 1200 * Math.Log2(hertz / trueHz);
}
