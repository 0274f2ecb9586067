using Recorder.Dsp.Analysis;

namespace Recorder.Studio.QuickMix;

/// <summary>What an engineer hears of one track when listening through it.</summary>
/// <remarks>Levels are of the blocks in which the track plays; "dBFS" of an RMS takes a full-scale square wave as 0.</remarks>
public sealed record TrackSound
{
    /// <summary>Centres of the bands in <see cref="BandPowers"/>: thirds of an octave.</summary>
    public static IReadOnlyList<double> BandCentresHz { get; } = [.. Enumerable.Range(0, SpectrumAnalyzer.Bands).Select(SpectrumAnalyzer.CenterHz)];

    /// <summary>Nothing above the noise was found on it.</summary>
    public bool IsSilent { get; init; }

    /// <summary>Loudness while it plays, BS.1770-5 gated.</summary>
    public double ActiveLufs { get; init; }

    /// <summary>Highest sample.</summary>
    public double PeakDbfs { get; init; }

    /// <summary>RMS while it plays.</summary>
    public double RmsDbfs { get; init; }

    /// <summary>Peak above RMS.</summary>
    public double CrestDb => PeakDbfs - RmsDbfs;

    /// <summary>RMS of the loudest tenth of its playing.</summary>
    public double LoudDbfs { get; init; }

    /// <summary>RMS that it hardly ever falls below: room, bleed and noise.</summary>
    public double FloorDbfs { get; init; }

    /// <summary>How far its loud notes stand above its mean.</summary>
    public double SwingDb => LoudDbfs - RmsDbfs;

    /// <summary>Share of the time in which it plays, 0 to 1.</summary>
    public double ActiveShare { get; init; }

    /// <summary>Mean power of each band of <see cref="BandCentresHz"/> while it plays.</summary>
    public IReadOnlyList<double> BandPowers { get; init; } = [];

    /// <summary>The two halves of a stereo pair as one: what is done to one must be done to the other, or the picture leans.</summary>
    public static TrackSound OfPair(TrackSound left, TrackSound right) => new()
    {
        ActiveLufs = Math.Max(left.ActiveLufs, right.ActiveLufs),
        PeakDbfs = Math.Max(left.PeakDbfs, right.PeakDbfs),
        RmsDbfs = Math.Max(left.RmsDbfs, right.RmsDbfs),
        LoudDbfs = Math.Max(left.LoudDbfs, right.LoudDbfs),
        FloorDbfs = Math.Max(left.FloorDbfs, right.FloorDbfs),
        ActiveShare = Math.Max(left.ActiveShare, right.ActiveShare),
        BandPowers = [.. left.BandPowers.Zip(right.BandPowers, (one, other) => (one + other) / 2)],
    };

    /// <summary>Share of its power below a frequency, 0 to 1.</summary>
    public double ShareBelow(double frequencyHz)
    {
        var total = BandPowers.Sum();
        return total > 0 ? BandPowers.Where((_, band) => BandCentresHz[band] < frequencyHz).Sum() / total : 0;
    }

    /// <summary>The centre of the strongest band between two frequencies.</summary>
    public double StrongestHz(double lowHz, double highHz)
    {
        var best = -1;
        for (var band = 0; band < BandPowers.Count; band++)
            if (BandCentresHz[band] >= lowHz && BandCentresHz[band] <= highHz && (best < 0 || BandPowers[band] > BandPowers[best]))
                best = band;
        return best < 0 ? lowHz : BandCentresHz[best];
    }

    /// <summary>
    /// The band between two frequencies that sticks out most from the octave on each side of it: its centre and by how much.
    /// </summary>
    public (double FrequencyHz, double ExcessDb) Bump(double lowHz, double highHz)
    {
        var best = (FrequencyHz: lowHz, ExcessDb: 0.0);
        for (var band = 3; band + 3 < BandPowers.Count; band++)
        {
            if (BandCentresHz[band] < lowHz || BandCentresHz[band] > highHz)
                continue;
            var around = (LevelDb(band - 3) + LevelDb(band - 2) + LevelDb(band + 2) + LevelDb(band + 3)) / 4;
            if (LevelDb(band) - around > best.ExcessDb)
                best = (BandCentresHz[band], LevelDb(band) - around);
        }
        return best;
    }

    private double LevelDb(int band) => 10 * Math.Log10(BandPowers[band] + 1e-14);
}
