using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Recorder.Simulation.Band.Sound;

namespace Recorder.Simulation.Band.Acoustics;

/// <summary>
/// The room around the stage: first reflections from its walls, then a network of eight delays that feed each other
/// (J.-M. Jot and A. Chaigne, 1991, with a Householder matrix).
/// </summary>
internal sealed class Room
{
    private const double ReverberationSeconds = 0.62;
    private const double Damping = 0.22;

    private static readonly double[] LineSeconds = [0.0297, 0.0371, 0.0411, 0.0437, 0.0531, 0.0597, 0.0673, 0.0731];
    private static readonly double[] LeftSeconds = [0.0113, 0.0171, 0.0239, 0.0317, 0.0401, 0.0527];
    private static readonly double[] RightSeconds = [0.0127, 0.0157, 0.0263, 0.0299, 0.0433, 0.0491];
    private static readonly float[] ReflectionGains = [0.62f, -0.55f, 0.48f, 0.40f, -0.33f, 0.27f];

    private readonly DelayTape input;
    private readonly DelayTape[] lines;
    private readonly int[] lineFrames, leftFrames, rightFrames;
    private readonly float[] lineGains;
    private readonly float near, far;
    private readonly float[][] heard;
    private readonly float[] sum = new float[Ensemble.BlockFrames];
    private OnePole walls;
    private Noise air;

    public Room(int rateHz, ulong seed)
    {
        air = new Noise(seed);
        walls = new OnePole(6500, rateHz);
        lineFrames = Frames(LineSeconds, rateHz);
        leftFrames = Frames(LeftSeconds, rateHz);
        rightFrames = Frames(RightSeconds, rateHz);
        input = new DelayTape((int)(0.06 * rateHz) + 4, Ensemble.BlockFrames);
        lines = [.. lineFrames.Select(frames => new DelayTape(frames + 4, Ensemble.BlockFrames))];
        lineGains = [.. LineSeconds.Select(seconds => (float)PortableMath.Exp2(-9.965784284662087 * seconds / ReverberationSeconds))];
        // The walls swallow the treble by the second, not by the frame.
        var damping = Damping * Math.Min(rateHz / 48000.0, 2);
        (near, far) = ((float)(1 - damping), (float)damping);
        heard = [.. lineFrames.Select(_ => new float[Ensemble.BlockFrames])];
    }

    /// <summary>The stretch of sound radiated into the room, to be filled before <see cref="Sound"/>.</summary>
    public Span<float> NextInput()
    {
        var block = input.Advance(Ensemble.BlockFrames);
        // The breath of the room; it also keeps the network above the denormal numbers.
        foreach (ref var four in MemoryMarshal.Cast<float, Vector128<float>>(block))
            four = air.Next() * Vector128.Create(2e-5f);
        return block;
    }

    /// <summary>What the room answers, left and right; both blocks are overwritten.</summary>
    public void Sound(Span<float> left, Span<float> right)
    {
        var radiated = input.Latest(Ensemble.BlockFrames);
        walls.Process(radiated, radiated);
        left.Clear();
        right.Clear();
        for (var i = 0; i < ReflectionGains.Length; i++)
        {
            BlockMath.AddScaled(input.Delayed(leftFrames[i], Ensemble.BlockFrames), ReflectionGains[i], left);
            BlockMath.AddScaled(input.Delayed(rightFrames[i], Ensemble.BlockFrames), ReflectionGains[i], right);
        }
        var total = sum.AsSpan();
        total.Clear();
        for (var k = 0; k < lines.Length; k++)
        {
            // The tape still ends with the last block, so what will be due now is that much nearer.
            var delay = lineFrames[k] - Ensemble.BlockFrames;
            var block = heard[k].AsSpan();
            block.Clear();
            BlockMath.AddScaled(lines[k].Delayed(delay, Ensemble.BlockFrames), near * lineGains[k], block);
            BlockMath.AddScaled(lines[k].Delayed(delay + 1, Ensemble.BlockFrames), far * lineGains[k], block);
            BlockMath.AddScaled(block, 1, total);
            BlockMath.AddScaled(block, (k & 2) == 0 ? 0.5f : -0.5f, (k & 1) == 0 ? left : right);
        }
        var fresh = input.Delayed(0, Ensemble.BlockFrames);
        for (var k = 0; k < lines.Length; k++)
        {
            var block = lines[k].Advance(Ensemble.BlockFrames);
            heard[k].CopyTo(block);
            BlockMath.AddScaled(total, -2f / lines.Length, block);
            BlockMath.AddScaled(fresh, (k & 1) == 0 ? 0.35f : -0.35f, block);
        }
    }

    private static int[] Frames(double[] seconds, int rateHz) => [.. seconds.Select(one => (int)(one * rateHz))];
}
