using System.Collections.Immutable;
using Recorder.Core.Snapshots;
using Recorder.Core.Units;
using Recorder.Dsp.Analysis;

namespace Recorder.Studio.SoundCheck;

/// <summary>
/// The sound check's ears: all inputs of an interface while the band plays, each by itself and beside the others. It keeps
/// a few numbers a second and no sound.
/// </summary>
public sealed class SoundCheckListener
{
    private readonly int rateHz;
    private readonly SampleFormat format;
    private readonly InputEar[] ears;
    private readonly NeighbourCoherence neighbours;
    private readonly Likeness likeness;
    private long frames;

    /// <summary>Ears that have heard nothing.</summary>
    /// <param name="inputs">Inputs, 1 or more.</param>
    /// <param name="rateHz">Frames per second.</param>
    /// <param name="format">What the samples were before they were floats: what counts as full scale.</param>
    public SoundCheckListener(int inputs, int rateHz, SampleFormat format)
    {
        (this.rateHz, this.format) = (rateHz, format);
        ears = [.. Enumerable.Range(0, inputs).Select(_ => new InputEar(rateHz, format))];
        neighbours = new NeighbourCoherence(inputs, rateHz);
        likeness = new Likeness(inputs);
    }

    /// <summary>Frames per second that it is made for.</summary>
    public int RateHz => rateHz;

    /// <summary>Frames of every block.</summary>
    public int BlockFrames => neighbours.BlockFrames;

    /// <summary>How long it has listened.</summary>
    public double Seconds => (double)frames / rateHz;

    /// <summary>Takes in a block of all inputs.</summary>
    /// <param name="planar">One input after the other, <see cref="BlockFrames"/> each, full scale ±1.0.</param>
    public void Hear(ReadOnlySpan<float> planar)
    {
        for (var input = 0; input < ears.Length; input++)
            ears[input].Hear(planar.Slice(input * BlockFrames, BlockFrames));
        neighbours.Add(planar);
        likeness.Add(planar, BlockFrames);
        frames += BlockFrames;
    }

    /// <summary>An input is not what it was, as its gain was turned: what was heard of it is forgotten.</summary>
    public void Forget(int input)
    {
        ears[input] = new InputEar(rateHz, format);
        neighbours.Forget(input);
        likeness.Forget(input);
    }

    /// <summary>What there is to say of every input.</summary>
    /// <param name="places">One per input.</param>
    public ImmutableArray<InputCheck> Tell(IReadOnlyList<InputPlace> places)
    {
        var checks = ImmutableArray.CreateBuilder<InputCheck>(ears.Length);
        var sounds = ears.Select(ear => ear.Tell()).ToArray();
        // Whether the input before is to be upside down: the next one is measured against it.
        var isBeforeInverted = false;
        for (var input = 0; input < ears.Length; input++)
        {
            var play = sounds[input].Signal == InputSignal.Playing;
            var shared = input > 0 && play && sounds[input - 1].Signal == InputSignal.Playing ? neighbours.Read(input - 1) : null;
            var check = SoundVerdict.Of(input, sounds[input], places[input], new Company
            {
                Names = places,
                SameAs = play ? likeness.SameAs(input) : null,
                Before = shared is { } one && NeighbourRule.IsShared(one, places[input].IsRightOfPair) ? one : null,
                IsBeforeInverted = isBeforeInverted,
            });
            isBeforeInverted = check.Polarity ?? places[input].IsInverted;
            checks.Add(check);
        }
        return checks.MoveToImmutable();
    }
}
