using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Recorder.Dsp.Filters;

/// <summary>Second-order sections one after the other for four strips at once, one strip per lane; changes glide.</summary>
/// <remarks>
/// Design: state-variable filters with trapezoidal integrators (V. Zavalishin, "The Art of VA Filter Design"), because in
/// single precision they are some 40 dB quieter at low frequencies than a direct form and stay stable while they are turned.
/// Any <see cref="BiquadCoefficients"/> is met exactly; the scalar twin is <see cref="BiquadCascade"/>. A section that is flat
/// in all four strips is skipped; neighbours run in pairs, which hides the latency of the one behind the other.
/// </remarks>
public sealed class FilterLanes
{
    private readonly Section[] sections;
    private readonly int[] active;
    private int activeCount;
    private int glideFramesLeft;

    /// <summary>Sections that all are flat.</summary>
    /// <param name="count">How many each strip has.</param>
    public FilterLanes(int count)
    {
        sections = [.. Enumerable.Range(0, count).Select(_ => new Section())];
        active = new int[count];
    }

    /// <summary>False while every section of every strip is flat: then there is nothing to do.</summary>
    public bool IsActive => activeCount > 0;

    /// <summary>Whether nothing of what was heard rings on.</summary>
    public bool IsAtRest
    {
        get
        {
            for (var i = 0; i < activeCount; i++)
            {
                if (!sections[active[i]].IsAtRest)
                    return false;
            }
            return true;
        }
    }

    /// <summary>Sets one section of one strip; it is heard after <see cref="Glide"/>.</summary>
    public void Set(int section, int lane, in BiquadCoefficients coefficients) => sections[section].Set(lane, coefficients);

    /// <summary>Lets every section move to what was set, over so many frames; 0 is at once.</summary>
    public void Glide(int frames)
    {
        glideFramesLeft = frames;
        foreach (var section in sections)
            section.Glide(frames);
        ListActive();
    }

    /// <summary>Filters in place; element n holds frame n of the four strips.</summary>
    public void Process(Span<Vector128<float>> frames)
    {
        var gliding = Math.Min(frames.Length, glideFramesLeft);
        if (gliding > 0)
        {
            for (var i = 0; i < activeCount; i++)
                sections[active[i]].ProcessGliding(frames[..gliding]);
            if ((glideFramesLeft -= gliding) == 0)
                Glide(0);
            frames = frames[gliding..];
        }
        var next = 0;
        for (; next + 1 < activeCount; next += 2)
            Section.ProcessPair(sections[active[next]], sections[active[next + 1]], frames);
        if (next < activeCount)
            sections[active[next]].Process(frames);
    }

    /// <summary>Forgets what was heard.</summary>
    public void Reset()
    {
        foreach (var section in sections)
            section.Reset();
    }

    private void ListActive()
    {
        activeCount = 0;
        for (var i = 0; i < sections.Length; i++)
        {
            if (sections[i].IsFlat)
                sections[i].Reset();
            else
                active[activeCount++] = i;
        }
    }

    /// <summary>
    /// Warped frequency g, damping k, and the output's shares of input, band (halved) and low (halved). A flat strip has shares 1, 0, 0.
    /// </summary>
    private struct Shape
    {
        public Vector128<float> G, K, Input, Band, Low;

        public static Shape Flat => new() { G = Vector128<float>.One, K = Vector128<float>.One, Input = Vector128<float>.One };

        public readonly bool IsFlatIn(int lane) => Input[lane] == 1 && Band[lane] == 0 && Low[lane] == 0;

        public readonly bool IsFlat =>
            Input == Vector128<float>.One && Band == Vector128<float>.Zero && Low == Vector128<float>.Zero;

        // With s = (1 - z^-1) / g(1 + z^-1) in (m2·s² + m1·s + m0) / (s² + k·s + 1), compared coefficient by coefficient.
        public void Set(int lane, in BiquadCoefficients c)
        {
            var (atZero, atNyquist) = (1 + c.A1 + c.A2, 1 - c.A1 + c.A2);
            var g = Math.Sqrt(atZero / atNyquist);
            var k = 2 * (1 - c.A2) / (atNyquist * g);
            var input = (c.B0 - c.B1 + c.B2) / atNyquist;
            SetTuning(lane, (float)g, (float)k);
            Input = Input.WithElement(lane, (float)input);
            Band = Band.WithElement(lane, (float)((c.B0 - c.B2) / (g * atNyquist) - k * input / 2));
            Low = Low.WithElement(lane, (float)(((c.B0 + c.B1 + c.B2) / atZero - input) / 2));
        }

        public void SetFlat(int lane)
        {
            Input = Input.WithElement(lane, 1);
            Band = Band.WithElement(lane, 0);
            Low = Low.WithElement(lane, 0);
        }

        public void SetTuning(int lane, float g, float k)
        {
            G = G.WithElement(lane, g);
            K = K.WithElement(lane, k);
        }

        public void Add(in Shape step)
        {
            G += step.G;
            K += step.K;
            Input += step.Input;
            Band += step.Band;
            Low += step.Low;
        }

        public static Shape Step(in Shape from, in Shape to, float share) => new()
        {
            G = (to.G - from.G) * share,
            K = (to.K - from.K) * share,
            Input = (to.Input - from.Input) * share,
            Band = (to.Band - from.Band) * share,
            Low = (to.Low - from.Low) * share,
        };

        /// <summary>
        /// What the loop multiplies with: the band state by keep, what drives the states by band and low; in the output the input by
        /// direct and the states by bandOut and lowOut. (The output's shares of the states' means before and after, multiplied out.)
        /// </summary>
        public readonly void Loop(
            out Vector128<float> keep, out Vector128<float> band, out Vector128<float> low,
            out Vector128<float> direct, out Vector128<float> bandOut, out Vector128<float> lowOut)
        {
            var twice = Vector128.Create(2f) / Vector128.MultiplyAddEstimate(G, G + K, Vector128<float>.One);
            keep = twice - Vector128<float>.One;
            band = twice * G;
            low = band * G;
            var driven = Band * band + Low * low;
            direct = Input + driven;
            bandOut = Band * twice + Low * band;
            lowOut = Low + Low - driven;
        }
    }

    private sealed class Section
    {
        // -300 dB: under every noise, over the denormals, which are slow on x64.
        private const float SilentState = 1e-15f;
        private const float BrokenState = 1e15f;

        private Shape shape = Shape.Flat;
        private Shape target = Shape.Flat;
        private Shape step;
        private Vector128<float> bandState;
        private Vector128<float> lowState;

        public bool IsFlat => shape.IsFlat && target.IsFlat;
        public bool IsAtRest => bandState == Vector128<float>.Zero && lowState == Vector128<float>.Zero;

        // While one end is flat its tuning is of no consequence: then only the shares glide, and nothing sweeps past.
        public void Set(int lane, in BiquadCoefficients coefficients)
        {
            if (coefficients.IsIdentity)
            {
                target.SetFlat(lane);
                return;
            }
            target.Set(lane, coefficients);
            if (!shape.IsFlatIn(lane))
                return;
            shape.SetTuning(lane, target.G[lane], target.K[lane]);
            bandState = bandState.WithElement(lane, 0);
            lowState = lowState.WithElement(lane, 0);
        }

        public void Glide(int frames)
        {
            if (frames == 0)
                shape = target;
            else
                step = Shape.Step(shape, target, 1f / frames);
        }

        public void Reset() => bandState = lowState = default;

        public void Process(Span<Vector128<float>> frames)
        {
            shape.Loop(out var keep, out var band, out var low, out var direct, out var bandOut, out var lowOut);
            var (state1, state2) = (bandState, lowState);
            foreach (ref var frame in frames)
                frame = Next(frame, ref state1, ref state2, keep, band, low, direct, bandOut, lowOut);
            Settle(state1, state2);
        }

        public void ProcessGliding(Span<Vector128<float>> frames)
        {
            var (state1, state2) = (bandState, lowState);
            foreach (ref var frame in frames)
            {
                shape.Loop(out var keep, out var band, out var low, out var direct, out var bandOut, out var lowOut);
                frame = Next(frame, ref state1, ref state2, keep, band, low, direct, bandOut, lowOut);
                shape.Add(step);
            }
            Settle(state1, state2);
        }

        public static void ProcessPair(Section first, Section second, Span<Vector128<float>> frames)
        {
            first.shape.Loop(out var keepA, out var bandA, out var lowA, out var directA, out var bandOutA, out var lowOutA);
            second.shape.Loop(out var keepB, out var bandB, out var lowB, out var directB, out var bandOutB, out var lowOutB);
            var (state1A, state2A) = (first.bandState, first.lowState);
            var (state1B, state2B) = (second.bandState, second.lowState);
            foreach (ref var frame in frames)
            {
                var between = Next(frame, ref state1A, ref state2A, keepA, bandA, lowA, directA, bandOutA, lowOutA);
                frame = Next(between, ref state1B, ref state2B, keepB, bandB, lowB, directB, bandOutB, lowOutB);
            }
            first.Settle(state1A, state2A);
            second.Settle(state1B, state2B);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static Vector128<float> Next(
            Vector128<float> x, ref Vector128<float> state1, ref Vector128<float> state2,
            Vector128<float> keep, Vector128<float> band, Vector128<float> low,
            Vector128<float> direct, Vector128<float> bandOut, Vector128<float> lowOut)
        {
            var rest = x - state2;
            var y = Vector128.MultiplyAddEstimate(lowOut, state2, Vector128.MultiplyAddEstimate(bandOut, state1, direct * x));
            state2 = Vector128.MultiplyAddEstimate(low, rest, Vector128.MultiplyAddEstimate(band, state1, state2));
            state1 = Vector128.MultiplyAddEstimate(band, rest, keep * state1);
            return y;
        }

        // Neither a denormal tail nor one broken sample may stay in the loop.
        private void Settle(Vector128<float> state1, Vector128<float> state2)
        {
            bandState = state1 & IsSound(state1);
            lowState = state2 & IsSound(state2);
        }

        private static Vector128<float> IsSound(Vector128<float> state) =>
            Vector128.GreaterThan(Vector128.Abs(state), Vector128.Create(SilentState))
            & Vector128.LessThan(Vector128.Abs(state), Vector128.Create(BrokenState));
    }
}
