using System.Collections.Immutable;
using Recorder.Dsp.Filters;

namespace Recorder.Dsp.PlaybackSystems;

/// <summary>How a kind of loudspeaker in its place sounds: typical of the kind, not a certain make.</summary>
/// <param name="IsMono">Whether left and right come out of one box.</param>
/// <param name="MonoBelowHz">Below this there is one box for both sides; null where there are two.</param>
/// <param name="Sections">The filters it is made of, for a rate in Hz.</param>
internal sealed record LoudspeakerVoicing(bool IsMono, double? MonoBelowHz, Func<int, ImmutableArray<BiquadCoefficients>> Sections)
{
    // A fourth-order Butterworth in two sections.
    private const double FirstOfFour = 0.5412;
    private const double SecondOfFour = 1.3066;
    private const double Butterworth = 0.7071;

    /// <summary>
    /// A phone lying on a table: one small driver, nothing below its resonance. Drivers that go down to 630 Hz are brought to 300 Hz by
    /// their box (J. R. Chang, C. N. Wang, "Bass extension of microspeaker system on mobile device", J. Mech. 2018); 24 dB an octave from
    /// 350 Hz, being a closed box and the high-pass that protects it. Its front chamber lifts 3 kHz; the top ends at 11 kHz.
    /// </summary>
    public static LoudspeakerVoicing Phone { get; } = new(true, null, rateHz =>
    [
        BiquadCoefficients.HighPass(350, FirstOfFour, rateHz),
        BiquadCoefficients.HighPass(350, SecondOfFour, rateHz),
        BiquadCoefficients.Bell(3000, 5, 0.9, rateHz),
        BiquadCoefficients.LowPass(11000, Butterworth, rateHz),
    ]);

    /// <summary>
    /// A car, standing. In-car curves that listeners set and makers deliver agree on a bass of about 9 dB over the middle and on a treble that falls
    /// (F. E. Toole, "The measurement and calibration of sound reproducing systems", JAES 63, 2015, fig. 15); the cabin itself lifts what is
    /// longer than twice its length, below some 70 Hz, and has its first mode across at 130 Hz.
    /// </summary>
    public static LoudspeakerVoicing Car { get; } = new(false, null, rateHz =>
    [
        BiquadCoefficients.HighPass(30, Butterworth, rateHz),
        BiquadCoefficients.LowShelf(80, 8, Butterworth, rateHz),
        BiquadCoefficients.Bell(130, 3, 2, rateHz),
        BiquadCoefficients.Bell(300, -3, 1.2, rateHz),
        BiquadCoefficients.HighShelf(7000, -4, Butterworth, rateHz),
    ]);

    /// <summary>
    /// A club: subwoofers that are fed in mono below 120 Hz and set some 8 dB over the tops, as is usual for dance music, ending at 30 Hz;
    /// a hollow where the two meet the room, and horns that let the very top go.
    /// </summary>
    public static LoudspeakerVoicing Club { get; } = new(false, 120, rateHz =>
    [
        BiquadCoefficients.HighPass(30, FirstOfFour, rateHz),
        BiquadCoefficients.HighPass(30, SecondOfFour, rateHz),
        BiquadCoefficients.LowShelf(100, 8, Butterworth, rateHz),
        BiquadCoefficients.Bell(55, 2, 1.4, rateHz),
        BiquadCoefficients.Bell(400, -2, 0.8, rateHz),
        BiquadCoefficients.HighShelf(10000, -4, Butterworth, rateHz),
    ]);
}
