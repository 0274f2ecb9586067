using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Recorder.Core.Ports;
using Recorder.Simulation.Band;

namespace Recorder.Simulation.Tests.Band;

/// <summary>Renders a band and keeps what a test asks about.</summary>
internal static class BandListener
{
    /// <summary>One row of words per input, rendered in periods of a size.</summary>
    public static int[][] Words(BandSynthesizer band, int frames, int periodFrames)
    {
        var rows = band.Inputs.Select(_ => new int[frames]).ToArray();
        Each(band, frames, periodFrames, (input, from, words) => words.CopyTo(rows[input].AsSpan((int)from)));
        return rows;
    }

    /// <summary>SHA-256 over periods of 1000 frames, in each the inputs' words one after the other.</summary>
    public static string Hash(BandSynthesizer band, int frames)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Each(band, frames, 1000, (_, _, words) => hash.AppendData(MemoryMarshal.AsBytes(words)));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>The mean square of each tenth of a second of an input, full scale = 1.</summary>
    public static double[][] TenthsOfPower(BandSynthesizer band, double seconds)
    {
        var period = band.RateHz / 10;
        var tenths = (int)(seconds * 10);
        var rows = band.Inputs.Select(_ => new double[tenths]).ToArray();
        Each(band, tenths * period, period, (input, from, words) =>
        {
            var sum = 0.0;
            foreach (var word in words)
                sum += word / 2147483648.0 * (word / 2147483648.0);
            rows[input][from / period] = sum / period;
        });
        return rows;
    }

    /// <summary>Calls for each input of each period with the position of its first frame.</summary>
    public static void Each(BandSynthesizer band, long frames, int periodFrames, Heard heard)
    {
        var words = new int[band.Inputs.Count * periodFrames];
        for (long from = 0; from < frames; from += periodFrames)
        {
            var now = (int)Math.Min(periodFrames, frames - from);
            band.Render(new PlanarWords(words, periodFrames, 0, now, band.Inputs.Count));
            for (var input = 0; input < band.Inputs.Count; input++)
                heard(input, from, words.AsSpan(input * periodFrames, now));
        }
    }

    public delegate void Heard(int input, long fromFrame, ReadOnlySpan<int> words);
}
