using System.Collections.Immutable;

namespace Recorder.Dsp.PlaybackSystems;

/// <summary>The bands in which a codec shapes its noise, and how far the ear hears one in the presence of another.</summary>
internal sealed class CodecBands
{
    // ISO/IEC 11172-3 table B.8, long blocks at 48 kHz, in 1/576 of half that rate.
    private static readonly ImmutableArray<int> Edges48 =
        [0, 4, 8, 12, 16, 20, 24, 30, 36, 42, 50, 60, 72, 88, 106, 128, 156, 190, 230, 276, 330, 384, 576];

    private const double EdgeUnitHz = 24000.0 / 576;

    // A sine of full scale is as loud as this, as the standard's models suppose of 16 bits.
    private const double FullScaleSplDb = 96;

    /// <summary>The bands of so many coefficients at a rate.</summary>
    public CodecBands(int size, int rateHz)
    {
        var unitHz = rateHz / 2.0 / size;
        Edges = [.. Edges48.Select(edge => Math.Min(size, (int)Math.Round(edge * EdgeUnitHz / unitHz))).Distinct().Append(size).Distinct()];
        Count = Edges.Length - 1;
        var middlesHz = Enumerable.Range(0, Count).Select(band => (Edges[band] + Edges[band + 1]) / 2.0 * unitHz).ToArray();
        Barks = [.. middlesHz.Select(Bark)];
        Quiet = [.. middlesHz.Select(hertz => (float)(0.25 * size * Math.Pow(10, (HearingDb(hertz) - FullScaleSplDb) / 10)))];
        Spreading = [.. Enumerable.Range(0, Count).SelectMany(SpreadingTo)];
    }

    /// <summary>How many.</summary>
    public int Count { get; }

    /// <summary>First coefficient of each, and the end of the last.</summary>
    public ImmutableArray<int> Edges { get; }

    /// <summary>Where each lies on the scale of critical bands (E. Zwicker, E. Terhardt 1980).</summary>
    public ImmutableArray<double> Barks { get; }

    /// <summary>Energy of each that is not heard in silence (E. Terhardt 1979).</summary>
    public ImmutableArray<float> Quiet { get; }

    /// <summary>
    /// How much each band masks each other: row = the one that is masked. M. Schroeder, B. Atal, J. Hall 1979, every row with the sum 1.
    /// </summary>
    public ImmutableArray<float> Spreading { get; }

    private IEnumerable<float> SpreadingTo(int masked)
    {
        var row = Enumerable.Range(0, Count).Select(masker =>
        {
            var distance = Barks[masked] - Barks[masker] + 0.474;
            return Math.Pow(10, (15.81 + 7.5 * distance - 17.5 * Math.Sqrt(1 + distance * distance)) / 10);
        }).ToArray();
        var sum = row.Sum();
        return row.Select(share => (float)(share / sum));
    }

    private static double Bark(double hertz) => 13 * Math.Atan(0.00076 * hertz) + 3.5 * Math.Atan(Math.Pow(hertz / 7500, 2));

    private static double HearingDb(double hertz)
    {
        var kilohertz = Math.Max(0.02, hertz / 1000);
        return 3.64 * Math.Pow(kilohertz, -0.8) - 6.5 * Math.Exp(-0.6 * Math.Pow(kilohertz - 3.3, 2)) + 1e-3 * Math.Pow(kilohertz, 4);
    }
}
