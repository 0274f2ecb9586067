using Recorder.Core.Ports;
using Recorder.Engine.SecondCopy;

namespace Recorder.Engine.Disk;

/// <summary>What is appended to all tracks of a take, or to none of them as far as anybody counts.</summary>
/// <param name="files">The take's files.</param>
internal sealed class TrackRounds(TakeFiles files)
{
    /// <summary>What was written since the journal last told of it.</summary>
    public WrittenTail Tail { get; } = new(files.Tracks.Length);

    /// <summary>Appends sound.</summary>
    /// <param name="block">The ring's frames.</param>
    /// <param name="ringFrame">The first of them.</param>
    /// <param name="frames">How many of them; 0 is none.</param>
    /// <param name="buffer">Where they are packed.</param>
    /// <param name="left">Says whether memory still held them when they were read.</param>
    /// <param name="wasThere">If not, nothing was appended.</param>
    public StoreError Append(PlanarWords block, long ringFrame, int frames, PackBuffer buffer, LeftToCopy left, out bool wasThere)
    {
        wasThere = true;
        for (var i = 0; i < files.Tracks.Length && frames > 0; i++)
        {
            var words = block.Channel(files.Start.Tracks[i].Input)[..frames];
            var packed = buffer.Pack(words, files.Start.Format);
            // A write that stood still for longer than memory lasts, and the tracks behind it.
            wasThere = left.WasThere(ringFrame);
            if (!wasThere)
                return StoreError.None;
            var error = Append(i, packed);
            if (error != StoreError.None)
                return error;
        }
        Tail.EndRound();
        return StoreError.None;
    }

    /// <summary>Appends silence, at most as much as the buffer holds.</summary>
    public StoreError AppendSilence(PackBuffer buffer, int frames)
    {
        for (var i = 0; i < files.Tracks.Length; i++)
        {
            var error = Append(i, buffer.Silence(frames, files.Start.Format));
            if (error != StoreError.None)
                return error;
        }
        Tail.EndRound();
        return StoreError.None;
    }

    /// <summary>What was appended beyond so many frames of every track never was.</summary>
    public void CutTo(long frames)
    {
        foreach (var track in files.Tracks)
            track.CutTo(frames);
        Tail.Undo();
    }

    private StoreError Append(int track, ReadOnlySpan<byte> bytes)
    {
        Tail.Append(track, bytes);
        return files.Tracks[track].Append(bytes);
    }
}
