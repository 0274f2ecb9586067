using Recorder.Dsp.Mixing;
using Recorder.Engine.Realtime;

namespace Recorder.Engine.Compare;

/// <summary>
/// What can be heard of a take: two mixes of its tracks, and its master; from one to the other without a gap, at a level of its
/// own each.
/// </summary>
/// <remarks>
/// Control side: edits either mix, says what is heard. Monitor thread: brings both mixes up to date, makes what is heard, and during
/// a fade what was heard before. Nothing locks or allocates.
/// </remarks>
internal sealed class MixBanks
{
    /// <summary>Mixes there are; their indices come first.</summary>
    public const int Mixes = 2;

    /// <summary>The index of the master.</summary>
    public const int Master = Mixes;

    /// <summary>Length of the fade from one to the other.</summary>
    public const double FadeSeconds = 0.020;

    private readonly Mixer[] mixers = new Mixer[Mixes];
    private readonly MixChanges[] changes = new MixChanges[Mixes];
    private readonly float[] targetGains = [1, 1, 1];
    private readonly float[] gains = [1, 1, 1];
    private readonly float[] beforeLeft;
    private readonly float[] beforeRight;
    private readonly int fadeFrames;
    private int wanted;
    private int heard;
    private int before;
    private int fadedFrames;

    public MixBanks(int strips, int rateHz, int periodFrames)
    {
        for (var i = 0; i < Mixes; i++)
            (mixers[i], changes[i]) = (new Mixer(strips, rateHz, periodFrames), new MixChanges(strips));
        (beforeLeft, beforeRight) = (new float[periodFrames], new float[periodFrames]);
        Other = new OtherLayer(periodFrames);
        fadeFrames = fadedFrames = (int)(FadeSeconds * rateHz);
    }

    /// <summary>Control side: the mix that moves go to.</summary>
    public MixChanges Edited => changes[EditedIndex];

    /// <summary>Control side: which that is, from 0.</summary>
    public int EditedIndex { get; set; }

    /// <summary>The track that sounds otherwise in the second mix.</summary>
    public OtherLayer Other { get; }

    /// <summary>Monitor thread: the mix that is heard; beside the master the first.</summary>
    public Mixer Heard => mixers[heard == Master ? 0 : heard];

    /// <summary>Control side: this is heard from now on, turned down or up by so much.</summary>
    public void Hear(int index, float gainDb)
    {
        Volatile.Write(ref targetGains[index], FaderGain.FromDb(gainDb));
        Volatile.Write(ref wanted, index);
    }

    /// <summary>Monitor thread: brings both mixes up to date.</summary>
    public void Apply()
    {
        for (var i = 0; i < Mixes; i++)
            changes[i].Apply(mixers[i]);
    }

    /// <summary>Monitor thread: makes one period.</summary>
    /// <param name="inputs">The tracks, or the inputs; afterwards as they were.</param>
    /// <param name="periodFrames">Frames of a period.</param>
    /// <param name="master">Left, then right of the master at the same place; empty where there is none, then the mix is heard.</param>
    /// <param name="left">Receives the left side.</param>
    /// <param name="right">Receives the right side.</param>
    public void Process(Span<float> inputs, int periodFrames, ReadOnlySpan<float> master, Span<float> left, Span<float> right)
    {
        var next = Volatile.Read(ref wanted);
        if (next == Master && master.IsEmpty)
            next = 0;
        if (fadedFrames >= fadeFrames && next != heard)
            (before, heard, fadedFrames) = (heard, next, 0);
        Make(heard, inputs, periodFrames, master, left, right);
        if (fadedFrames >= fadeFrames)
            return;
        Make(before, inputs, periodFrames, master, beforeLeft, beforeRight);
        for (var i = 0; i < left.Length; i++)
        {
            // Both are of the same tracks: straight lines add up to what was there.
            var share = Math.Min(1, (fadedFrames + i + 0.5f) / fadeFrames);
            left[i] = beforeLeft[i] + (left[i] - beforeLeft[i]) * share;
            right[i] = beforeRight[i] + (right[i] - beforeRight[i]) * share;
        }
        fadedFrames += left.Length;
    }

    private void Make(int index, Span<float> inputs, int periodFrames, ReadOnlySpan<float> master, Span<float> left, Span<float> right)
    {
        if (index < Mixes)
        {
            Other.Enter(index, inputs, left.Length);
            mixers[index].Process(inputs, periodFrames, periodFrames, left, right);
            Other.Leave(inputs, left.Length);
        }
        else if (master.IsEmpty)
        {
            left.Clear();
            right.Clear();
        }
        else
        {
            master[..left.Length].CopyTo(left);
            master[left.Length..].CopyTo(right);
        }
        Level(index, left, right);
    }

    private void Level(int index, Span<float> left, Span<float> right)
    {
        var target = Volatile.Read(ref targetGains[index]);
        if (gains[index] == 1 && target == 1)
            return;
        var step = (target - gains[index]) / left.Length;
        for (var i = 0; i < left.Length; i++)
        {
            gains[index] += step;
            left[i] *= gains[index];
            right[i] *= gains[index];
        }
        gains[index] = target;
    }
}
