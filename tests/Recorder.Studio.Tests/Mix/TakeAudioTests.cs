using Recorder.Core.Faults;
using Recorder.Core.Units;
using Recorder.Media.Audio;
using Recorder.Session.Journal;
using Recorder.Studio.Mix;
using Recorder.TestSupport;

namespace Recorder.Studio.Tests.Mix;

public sealed class TakeAudioTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Fact]
    public void A_shorter_track_goes_on_as_silence()
    {
        var (shorter, longer) = (Material.Noise(0.5, 1), Material.Noise(0.7, 2));
        using var take = Material.OpenTake(folder.Path, ("A", shorter), ("B", longer));
        Assert.Equal(longer.Length, take.Frames);
        var read = ReadAll(take);
        Assert.Equal(shorter, read[0][..shorter.Length]);
        Assert.All(read[0][shorter.Length..], sample => Assert.Equal(0, sample));
        Assert.Equal(longer, read[1]);
    }

    [Fact]
    public void A_take_with_a_start_and_an_end_is_read_between_them()
    {
        var (one, two) = (Material.Noise(0.3, 1), Material.Noise(0.2, 2));
        var take = Material.Take(folder.Path, ("A", one), ("B", two));
        take = take with
        {
            Facts = take.Facts with { StartFrame = 3001, EndFrame = 12_003 }, Journal = take.Journal with { Stop = new TakeStop(14_400, StopReason.Asked) },
        };
        using var part = TakeAudio.Open(take);
        Assert.Equal(9002, part.Frames);
        var read = ReadAll(part);
        Assert.Equal(one[3001..12_003], read[0]);
        Assert.Equal([.. two[3001..9600], .. new float[2403]], read[1]);
        part.Seek(100);
        Assert.Equal(one[3101..12_003], ReadAll(part)[0]);
        using var whole = TakeAudio.Open(take, isWhole: true);
        Assert.Equal(one.Length, whole.Frames);
    }

    [Fact]
    public void A_seek_goes_to_the_frame_on_every_track()
    {
        var (one, two) = (Material.Noise(0.3, 1), Material.Noise(0.3, 2));
        using var take = Material.OpenTake(folder.Path, ("A", one), ("B", two));
        _ = ReadAll(take);
        take.Seek(7001);
        Assert.Equal(7001, take.Position);
        var read = ReadAll(take);
        Assert.Equal(one[7001..], read[0]);
        Assert.Equal(two[7001..], read[1]);
        take.Seek(take.Frames + 5);
        Assert.Equal(0, take.Read(new float[20], 10, 10));
    }

    [Fact]
    public void A_track_whose_file_is_gone_is_silent_and_keeps_its_place()
    {
        var there = Material.Noise(0.2, 3);
        using var take = Material.OpenTake(folder.Path, ("Gone", null), ("There", there));
        Assert.Equal(["Gone", "There"], take.Names);
        var read = ReadAll(take);
        Assert.All(read[0], sample => Assert.Equal(0, sample));
        Assert.Equal(there, read[1]);
    }

    [Fact]
    public void Without_any_file_there_is_nothing_to_open()
    {
        Assert.Equal(FaultKind.UnreadableInput, Assert.Throws<RecorderException>(() => Material.OpenTake(folder.Path, ("Gone", null))).Kind);
        Assert.Equal(FaultKind.UnreadableInput, Assert.Throws<RecorderException>(() => Material.OpenTake(folder.Path)).Kind);
    }

    [Fact]
    public void Tracks_of_different_rates_are_refused_with_both_named()
    {
        var one = Material.Write(folder.File("one.wav"), 48000, SampleFormat.S16, Material.Noise(0.1, 1));
        var two = Material.Write(folder.File("two.wav"), 44100, SampleFormat.S16, Material.Noise(0.1, 1));
        var trouble = Assert.Throws<RecorderException>(() => new TakeAudio([("A", AudioFile.Open(one)), ("B", AudioFile.Open(two))]));
        Assert.Contains("one.wav has 48000 Hz and two.wav has 44100 Hz", trouble.Message, StringComparison.Ordinal);
    }

    public void Dispose() => folder.Dispose();

    private static float[][] ReadAll(TakeAudio take)
    {
        var tracks = Enumerable.Range(0, take.Tracks).Select(_ => new List<float>()).ToArray();
        var block = new float[take.Tracks * 1000];
        for (int frames; (frames = take.Read(block, 1000, 1000)) > 0;)
            for (var track = 0; track < tracks.Length; track++)
                tracks[track].AddRange(block.AsSpan(track * 1000, frames));
        return [.. tracks.Select(track => track.ToArray())];
    }
}
