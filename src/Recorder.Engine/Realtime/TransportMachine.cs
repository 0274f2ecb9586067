using Recorder.Core.Snapshots;

namespace Recorder.Engine.Realtime;

/// <summary>What the transport does, and what it may do next.</summary>
/// <remarks>
/// Commands move it from the control side (REC, STOP, PLAY), the disk thread on its own (first audio safe, take or layer closed,
/// disk full), the monitor thread too (the take has been played to its end, playback stumbled). Every move is one
/// compare-and-swap of an allowed pair, so whoever comes second sees what became of it.
/// <code>
/// Idle, Playing, Paused → Starting → Recording → Ending → Idle
///                         Starting → Ending (STOP or a fault before the first commit)
///                         Starting → Idle   (the take could not be made)
/// Idle ↔ Playing ↔ Paused → Idle
///        Playing ↔ Overdubbing → Paused, Idle, Starting
/// </code>
/// Overdubbing is playing with a layer being recorded; leaving it, to wherever, is what ends the layer, at the frame up to which
/// the take was heard. The layer is still on its way to disk then and no state of its own: what follows does not wait for it.
/// </remarks>
internal sealed class TransportMachine
{
    private int state;

    /// <summary>The state now.</summary>
    public TransportState State => (TransportState)Volatile.Read(ref state);

    /// <summary>Whether a take is under way, from REC until its last byte is stored.</summary>
    public bool IsTakeRunning => State is TransportState.Starting or TransportState.Recording or TransportState.Ending;

    /// <summary>Whether the open take is heard.</summary>
    public bool IsPlaying => State is TransportState.Playing or TransportState.Overdubbing;

    /// <summary>Moves if the state is the one expected and the move exists.</summary>
    public bool TryMove(TransportState from, TransportState to) =>
        IsAllowed(from, to) && Interlocked.CompareExchange(ref state, (int)to, (int)from) == (int)from;

    /// <summary>Moves to a state from wherever that is allowed.</summary>
    public bool TryMove(TransportState to)
    {
        while (true)
        {
            var from = State;
            if (!IsAllowed(from, to))
                return false;
            if (TryMove(from, to))
                return true;
        }
    }

    /// <summary>Whether a move exists.</summary>
    public static bool IsAllowed(TransportState from, TransportState to) => (from, to) switch
    {
        (TransportState.Idle or TransportState.Playing or TransportState.Paused or TransportState.Overdubbing, TransportState.Starting) => true,
        (TransportState.Starting, TransportState.Recording or TransportState.Ending or TransportState.Idle) => true,
        (TransportState.Recording, TransportState.Ending) => true,
        (TransportState.Ending, TransportState.Idle) => true,
        (TransportState.Idle or TransportState.Paused, TransportState.Playing) => true,
        (TransportState.Playing, TransportState.Paused or TransportState.Overdubbing) => true,
        (TransportState.Overdubbing, TransportState.Playing or TransportState.Paused) => true,
        (TransportState.Playing or TransportState.Paused or TransportState.Overdubbing, TransportState.Idle) => true,
        _ => false,
    };
}
