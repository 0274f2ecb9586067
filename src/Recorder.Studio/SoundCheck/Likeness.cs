using Recorder.Dsp.Metering;

namespace Recorder.Studio.SoundCheck;

/// <summary>Finds inputs that carry one and the same sound: a cable on the wrong socket, a mirrored input, one microphone split in two.</summary>
internal sealed class Likeness(int inputs)
{
    // What is left when one is taken from the other at the best gain is 24 dB below: no two microphones are so alike.
    private const double SameCorrelation = 0.998;
    private const int LeastBlocks = 8;

    // -60 dBFS: softer than this nobody plays, and hum is the same everywhere.
    private const double SilentPower = 1e-6;

    private readonly double[,] products = new double[inputs, inputs];
    private readonly double[,] ownPowers = new double[inputs, inputs];
    private readonly int[,] blocks = new int[inputs, inputs];
    private readonly double[] powers = new double[inputs];

    /// <summary>Takes in a block of all inputs, one after the other.</summary>
    public void Add(ReadOnlySpan<float> planar, int blockFrames)
    {
        for (var input = 0; input < inputs; input++)
            powers[input] = LevelKernels.PeakAndSumOfSquares(planar.Slice(input * blockFrames, blockFrames)).SumOfSquares;
        for (var one = 1; one < inputs; one++)
        {
            for (var other = 0; other < one; other++)
            {
                if (!(Math.Min(powers[one], powers[other]) > SilentPower * blockFrames))
                    continue;
                var product = ProductKernels.SumOfProducts(planar.Slice(one * blockFrames, blockFrames), planar.Slice(other * blockFrames, blockFrames));
                if (!double.IsFinite(product + powers[one] + powers[other]))
                    continue;
                products[one, other] += product;
                ownPowers[one, other] += powers[one];
                ownPowers[other, one] += powers[other];
                blocks[one, other]++;
            }
        }
    }

    /// <summary>The first input before this one that carries the same sound, and whether upside down; null where none does.</summary>
    public (int Input, bool IsInverted)? SameAs(int input)
    {
        for (var other = 0; other < input; other++)
        {
            var correlation = products[input, other] / Math.Sqrt(ownPowers[input, other] * ownPowers[other, input]);
            if (blocks[input, other] >= LeastBlocks && Math.Abs(correlation) > SameCorrelation)
                return (other, correlation < 0);
        }
        return null;
    }

    /// <summary>What was heard of an input is forgotten.</summary>
    public void Forget(int input)
    {
        for (var other = 0; other < inputs; other++)
        {
            products[input, other] = products[other, input] = 0;
            ownPowers[input, other] = ownPowers[other, input] = 0;
            blocks[input, other] = blocks[other, input] = 0;
        }
    }
}
