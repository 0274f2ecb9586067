using System.Runtime.InteropServices;
using Recorder.Core.Ports;
using Recorder.Core.Units;
using Recorder.Media.Samples;
using Recorder.Media.Wav;
using Recorder.Session;
using Recorder.Session.Journal;

namespace Recorder.Engine.Tests;

/// <summary>Compares a take on disk with what the <see cref="TestInterface"/> played.</summary>
internal static class TakeCheck
{
    /// <summary>Reads the take's journal.</summary>
    public static TakeJournal Journal(IRecordingStore store, int number)
    {
        using var file = store.Open(SessionLayout.JournalFile(number));
        return JournalReader.Read(file);
    }

    /// <summary>
    /// Asserts that every track has exactly the take's frames and that each is what was played, silence in the dropouts.
    /// </summary>
    /// <param name="store">The session.</param>
    /// <param name="number">The take.</param>
    /// <param name="firstFrame">Frame of the interface at which the take begins.</param>
    /// <returns>The journal.</returns>
    public static TakeJournal AssertWhole(IRecordingStore store, int number, long firstFrame)
    {
        var journal = Journal(store, number);
        Assert.True(journal.IsClosed, $"T{number} is not closed");
        Assert.Equal(0, journal.IgnoredBytes);
        foreach (var track in journal.Start!.Tracks)
        {
            var path = SessionLayout.InTake(number, track.FileName);
            var words = ReadWords(store, path, journal.Start.Format);
            Assert.Equal(journal.Stop!.Value.Frames, words.Length);
            Assert.Equal(words.Length, WavTrackRepair.FramesOnDisk(store, path)!.Value - TrailerFrames(store, path, journal));
            AssertPlayed(words, track.Input, journal, firstFrame);
        }
        return journal;
    }

    /// <summary>Reads the take's journal; null when it has none.</summary>
    public static TakeJournal? TryJournal(IRecordingStore store, int number) =>
        store.Exists(SessionLayout.JournalFile(number)) ? Journal(store, number) : null;

    /// <summary>
    /// The same as <see cref="AssertWhole"/> where lengths of gaps were estimated: all tracks alike, everything between two gaps
    /// without a frame too many or too few, and every estimated gap within 5 ms.
    /// </summary>
    /// <param name="store">The session.</param>
    /// <param name="number">The take.</param>
    /// <param name="notBeforeFrame">Frame of the interface at which the take was asked for.</param>
    public static void AssertPlayedNearly(IRecordingStore store, int number, long notBeforeFrame)
    {
        var journal = Journal(store, number);
        Assert.True(journal.IsClosed, $"T{number} is not closed");
        long? first = null;
        foreach (var track in journal.Start!.Tracks)
        {
            var words = ReadWords(store, SessionLayout.InTake(number, track.FileName), journal.Start.Format);
            Assert.Equal(journal.Stop!.Value.Frames, words.Length);
            var begun = AssertRuns(words, track.Input, journal, first ?? notBeforeFrame, first is null ? LongestWaitFrames : 0, number);
            first ??= begun;
        }
    }

    // The interface may have been away when the take was asked for.
    private const int LongestWaitFrames = 60 * TestInterface.RateHz;

    // What was lost right before a take that follows another is the later one's, and the interface is already behind it.
    private const int LargestLossFrames = 5000;
    private const int EstimateFrames = TestInterface.RateHz / 200;

    private static long AssertRuns(int[] words, int input, TakeJournal journal, long played, long slackFrames, int number)
    {
        var frame = 0L;
        long? first = null;
        foreach (var dropout in journal.Dropouts.Append(new Dropout(words.Length, 0, true, DropoutCause.Unknown)))
        {
            if (dropout.StartFrame > frame)
            {
                played = Align(words.AsSpan((int)frame), input, journal.Start!.Format, played, first is null ? frame + LargestLossFrames : slackFrames, slackFrames, $"T{number} track {input + 1} frame {frame}");
                first ??= played - frame;
                slackFrames = 0;
            }
            for (; frame < dropout.StartFrame; frame++, played++)
            {
                if (words[frame] != TestInterface.Word(played, input, journal.Start!.Format))
                    Assert.Fail($"T{number} track {input + 1} is not what was played at frame {frame}");
            }
            Assert.False(words.AsSpan((int)dropout.StartFrame, (int)dropout.Frames).ContainsAnyExcept(0), $"T{number}: a gap is not silent");
            frame += dropout.Frames;
            played += dropout.Frames;
            if (!dropout.IsExact)
                slackFrames += EstimateFrames;
        }
        return first ?? played;
    }

    private static long Align(ReadOnlySpan<int> words, int input, SampleFormat format, long played, long earlierFrames, long laterFrames, string where)
    {
        for (var candidate = played - earlierFrames; candidate <= played + laterFrames; candidate++)
        {
            var same = 0;
            while (same < Math.Min(4, words.Length) && words[same] == TestInterface.Word(candidate + same, input, format))
                same++;
            if (same == Math.Min(4, words.Length))
                return candidate;
        }
        Assert.Fail($"{where} is nothing that was played from {earlierFrames} frames before to {laterFrames} behind {played}");
        return 0;
    }

    /// <summary>The samples of a track as its header tells.</summary>
    public static int[] ReadWords(IRecordingStore store, string path, SampleFormat format)
    {
        using var file = store.Open(path);
        Span<byte> size = stackalloc byte[8];
        var dataOffset = 4096L;
        Assert.Equal(8, file.Read(dataOffset - 8, size));
        Assert.Equal("data"u8, size[..4]);
        var bytes = new byte[MemoryMarshal.Read<uint>(size[4..])];
        Assert.Equal(bytes.Length, file.Read(dataOffset, bytes));
        var words = new int[bytes.Length / format.BytesPerSample()];
        SampleConversion.UnpackWords(format, bytes, words);
        return words;
    }

    private static void AssertPlayed(int[] words, int input, TakeJournal journal, long firstFrame)
    {
        var wrong = 0;
        var played = firstFrame;
        var frame = 0L;
        foreach (var dropout in journal.Dropouts.Append(new Dropout(words.Length, 0, true, DropoutCause.Unknown)))
        {
            for (; frame < dropout.StartFrame; frame++, played++)
                wrong += words[frame] == TestInterface.Word(played, input, journal.Start!.Format) ? 0 : 1;
            for (var i = 0; i < dropout.Frames; i++, frame++, played++)
                wrong += words[frame] == 0 ? 0 : 1;
        }
        Assert.Equal(0, wrong);
        Assert.Equal(words.Length, frame);
    }

    private static long TrailerFrames(IRecordingStore store, string path, TakeJournal journal)
    {
        using var file = store.Open(path);
        return (file.Length - 4096) / journal.Start!.Format.BytesPerSample() - journal.Stop!.Value.Frames;
    }
}
