using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Recorder.Core.Ports;

namespace Recorder.Simulation.Capture;

/// <summary>
/// The preamplifiers of a simulated interface: each input's gain and pad, before its converter, which clips as one does. Its
/// knobs are looked at once for every delivery, within which a gain goes to where it was turned. At 0 dB words are as they were.
/// </summary>
internal sealed class SimulatedPreamps(PreampKnobs knobs)
{
    /// <summary>What a pad takes off.</summary>
    public const int PadDb = -20;

    // Full scale of 24 bit, which lie in the upper bits of a word.
    private const float Highest = 8388607;
    private const float Lowest = -8388608;
    private const int UnusedBits = 8;

    // Where a gain stood when nothing had been delivered yet is where it stands.
    private readonly float[] gains = [.. Enumerable.Range(0, knobs.Inputs).Select(input => GainOf(knobs, input))];

    /// <summary>Amplifies a delivery, of as many channels as there are knobs.</summary>
    public void Amplify(PlanarWords words)
    {
        if (words.Frames == 0)
            return;
        for (var input = 0; input < gains.Length; input++)
        {
            var next = GainOf(knobs, input);
            Amplify(words.Channel(input), gains[input], next);
            gains[input] = next;
        }
    }

    /// <summary>Amplifies words of 24 bit by a gain that goes in a straight line from one value, not reached any more, to another.</summary>
    internal static void Amplify(Span<int> words, float from, float to)
    {
        if (from == 1 && to == 1)
            return;
        var step = (to - from) / words.Length;
        var vectors = MemoryMarshal.Cast<int, Vector128<int>>(words);
        var places = Vector128.Create(1f, 2, 3, 4);
        for (var i = 0; i < vectors.Length; i++)
        {
            var gain = Vector128.Create(from) + Vector128.Create(step) * places;
            var scaled = Vector128.ConvertToSingle(vectors[i] >> UnusedBits) * gain;
            var held = Vector128.MaxNative(Vector128.MinNative(scaled, Vector128.Create(Highest)), Vector128.Create(Lowest));
            vectors[i] = Vector128.ConvertToInt32(Vector128.Floor(held + Vector128.Create(0.5f))) << UnusedBits;
            places += Vector128.Create(4f);
        }
        AmplifyScalar(words, from, step, vectors.Length * Vector128<int>.Count);
    }

    /// <summary>The same, word by word, from a place on.</summary>
    internal static void AmplifyScalar(Span<int> words, float from, float step, int start)
    {
        for (var i = start; i < words.Length; i++)
        {
            var scaled = (words[i] >> UnusedBits) * (from + step * (i + 1));
            words[i] = (int)MathF.Floor(Math.Clamp(scaled, Lowest, Highest) + 0.5f) << UnusedBits;
        }
    }

    private static float GainOf(PreampKnobs knobs, int input) => MathF.Pow(10, (knobs.GainDb(input) + (knobs.HasPad(input) ? PadDb : 0)) / 20f);
}
