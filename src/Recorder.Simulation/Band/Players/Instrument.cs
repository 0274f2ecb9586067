using Recorder.Simulation.Band.Score;

namespace Recorder.Simulation.Band.Players;

/// <summary>A sound source that plays notes.</summary>
/// <remarks>
/// Time advances only in <see cref="AddTo"/>. Its spans are a multiple of four long and never longer than a block; a note
/// played between two calls begins exactly there. <see cref="Play"/> and <see cref="AddTo"/> allocate nothing.
/// </remarks>
internal abstract class Instrument
{
    /// <summary>Begins a note now.</summary>
    public abstract void Play(in Note note);

    /// <summary>Adds what sounds to a block; an instrument with one sound leaves the right span, which may be empty.</summary>
    public abstract void AddTo(Span<float> left, Span<float> right);
}
