namespace Recorder.Simulation.Band.Sound;

/// <summary>A first-order low-pass.</summary>
internal struct OnePole(double cutoffHz, double rateHz)
{
    private readonly float share = PortableMath.Approach(1 / (2 * Math.PI * cutoffHz), rateHz);
    private float state;

    public void Process(ReadOnlySpan<float> source, Span<float> destination)
    {
        var y = state;
        for (var i = 0; i < destination.Length; i++)
            destination[i] = y += (source[i] - y) * share;
        state = y;
    }

    /// <summary>Forgets a tail too small to hear, before it becomes denormal.</summary>
    public bool Settle()
    {
        if (Math.Abs(state) > 1e-9f)
            return false;
        state = 0;
        return true;
    }
}

/// <summary>A second-order filter, transposed direct form II; coefficients after the Audio EQ Cookbook (R. Bristow-Johnson).</summary>
internal struct Biquad
{
    private float b0, b1, b2, a1, a2;
    private float first, second;

    public static Biquad LowPass(double cutoffHz, double q, double rateHz)
    {
        var (cosine, alpha) = Angles(cutoffHz, q, rateHz);
        return From((1 - cosine) / 2, 1 - cosine, (1 - cosine) / 2, 1 + alpha, -2 * cosine, 1 - alpha);
    }

    public static Biquad HighPass(double cutoffHz, double q, double rateHz)
    {
        var (cosine, alpha) = Angles(cutoffHz, q, rateHz);
        return From((1 + cosine) / 2, -1 - cosine, (1 + cosine) / 2, 1 + alpha, -2 * cosine, 1 - alpha);
    }

    /// <summary>0 dB at the centre.</summary>
    public static Biquad BandPass(double centreHz, double q, double rateHz)
    {
        var (cosine, alpha) = Angles(centreHz, q, rateHz);
        return From(alpha, 0, -alpha, 1 + alpha, -2 * cosine, 1 - alpha);
    }

    public static Biquad Bell(double centreHz, double q, double gainDb, double rateHz)
    {
        var (cosine, alpha) = Angles(centreHz, q, rateHz);
        var root = PortableMath.GainFromDb(gainDb / 2);
        return From(1 + alpha * root, -2 * cosine, 1 - alpha * root, 1 + alpha / root, -2 * cosine, 1 - alpha / root);
    }

    public float Process(float x)
    {
        var y = b0 * x + first;
        first = b1 * x - a1 * y + second;
        second = b2 * x - a2 * y;
        return y;
    }

    public void Process(Span<float> block)
    {
        var self = this;
        for (var i = 0; i < block.Length; i++)
            block[i] = self.Process(block[i]);
        // The tail of a silent input would otherwise end in denormals, which are a hundred times slower.
        if (Math.Abs(self.first) < 1e-15f && Math.Abs(self.second) < 1e-15f)
            self.first = self.second = 0;
        this = self;
    }

    private static (double Cosine, double Alpha) Angles(double frequencyHz, double q, double rateHz)
    {
        var turns = Math.Min(frequencyHz / rateHz, 0.49);
        return (PortableMath.CosTurns(turns), PortableMath.SinTurns(turns) / (2 * q));
    }

    private static Biquad From(double b0, double b1, double b2, double a0, double a1, double a2) => new()
    {
        b0 = (float)(b0 / a0), b1 = (float)(b1 / a0), b2 = (float)(b2 / a0), a1 = (float)(a1 / a0), a2 = (float)(a2 / a0),
    };
}
