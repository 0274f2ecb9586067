using Recorder.Core.Ports;
using Recorder.Session.Journal;

namespace Recorder.Engine.Disk;

/// <summary>Sums up what is written to the tracks between two commits, for the journal to tell.</summary>
/// <remarks>What is written counts when it is in all tracks; a round that was refused in the middle never was.</remarks>
internal sealed class WrittenTail(int tracks)
{
    private const int BlockBytes = 1 << 16;

    private readonly uint[] states = Filled(tracks);
    private readonly uint[] round = Filled(tracks);
    private long fromFrame;
    private bool isKnown = true;

    /// <summary>Takes up what another process has written since its journal last told.</summary>
    /// <param name="files">The take's files.</param>
    /// <param name="toldFrames">Frames told by the journal.</param>
    /// <param name="writtenFrames">Frames written.</param>
    public void TakeUp(TakeFiles files, long toldFrames, long writtenFrames)
    {
        fromFrame = toldFrames;
        var block = new byte[BlockBytes];
        for (var i = 0; i < round.Length; i++)
        {
            var track = files.Tracks[i];
            var end = writtenFrames * track.BytesPerFrame;
            for (var position = toldFrames * track.BytesPerFrame; position < end;)
            {
                var count = track.Read(position, block.AsSpan(0, (int)Math.Min(block.Length, end - position)));
                isKnown &= count > 0;
                if (count <= 0)
                    break;
                Append(i, block.AsSpan(0, count));
                position += count;
            }
        }
        EndRound();
    }

    /// <summary>These bytes follow in a track.</summary>
    public void Append(int track, ReadOnlySpan<byte> bytes) => round[track] = Crc32C.Append(round[track], bytes);

    /// <summary>All tracks have what was appended.</summary>
    public void EndRound() => round.CopyTo(states, 0);

    /// <summary>What was appended since the last whole round never was.</summary>
    public void Undo() => states.CopyTo(round, 0);

    /// <summary>What was written since the last telling is not what stands in the files.</summary>
    public void Forget() => isKnown = false;

    /// <summary>All before a frame is safe and told, and what follows is written from there on.</summary>
    public void GoOnFrom(long frame) => fromFrame = frame;

    /// <summary>Tells the journal what came since the last time.</summary>
    /// <param name="journal">The take's journal.</param>
    /// <param name="writtenFrames">Frames written to every track.</param>
    public StoreError TellTo(JournalWriter journal, long writtenFrames)
    {
        if (!isKnown || writtenFrames == fromFrame)
            return StoreError.None;
        var error = journal.Tail(fromFrame, writtenFrames, states);
        if (error == StoreError.None)
        {
            fromFrame = writtenFrames;
            states.AsSpan().Fill(Crc32C.Begin);
            round.AsSpan().Fill(Crc32C.Begin);
        }
        return error;
    }

    private static uint[] Filled(int tracks)
    {
        var states = new uint[tracks];
        states.AsSpan().Fill(Crc32C.Begin);
        return states;
    }
}
