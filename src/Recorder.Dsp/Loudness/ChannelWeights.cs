namespace Recorder.Dsp.Loudness;

/// <summary>How much each channel counts in a programme's loudness: ITU-R BS.1770-5 Annex 1, table 3.</summary>
public static class ChannelWeights
{
    private static readonly double[] FiveOh = [1, 1, 1, 1.41, 1.41];
    private static readonly double[] FiveOne = [1, 1, 1, 0, 1.41, 1.41];

    /// <summary>
    /// The usual weights by number of channels: 5 = L R C Ls Rs, 6 = L R C LFE Ls Rs (the low-frequency channel does not
    /// count), every other number counts each channel fully.
    /// </summary>
    public static ReadOnlySpan<double> For(int channels)
    {
        if (channels is 5 or 6)
            return channels == 5 ? FiveOh : FiveOne;
        var weights = new double[channels];
        Array.Fill(weights, 1);
        return weights;
    }
}
