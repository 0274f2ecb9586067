using Recorder.Session.Folders;
using Recorder.Session.Layers;
using Recorder.Studio.Mix;
using Recorder.TestSupport;

namespace Recorder.Studio.Tests.Mix;

public sealed class LayeredReaderTests : IDisposable
{
    private const int FadeFrames = 480;
    private readonly TemporaryFolder folder = new();
    private readonly float[] original = Material.Noise(1, 1);
    private readonly float[] over = Material.Noise(0.4, 2);

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_layer_is_heard_in_its_place_from_wherever_one_reads()
    {
        using var audio = TakeAudio.Open(Layered(10_000));
        Judge(audio, 0);
        Judge(audio, 10_100);
        Judge(audio, 29_000);
        Judge(audio, 40_000);
    }

    [Fact]
    public void One_that_begins_before_the_take_is_heard_from_its_first_frame()
    {
        using var audio = TakeAudio.Open(Layered(-5_000));
        var read = Read(audio);
        Assert.Equal(over[5_000..(over.Length - FadeFrames)], read[..(over.Length - 5_000 - FadeFrames)]);
        Assert.Equal(original[(over.Length - 5_000)..], read[(over.Length - 5_000)..]);
    }

    [Fact]
    public void A_song_is_its_part_of_the_take_and_nothing_else()
    {
        using var audio = TakeAudio.Open(Layered(10_000));
        audio.Choose(new Song(2, 2_000, 9_000));
        Assert.Equal(7_000, audio.Frames);
        Assert.Equal(original[2_000..9_000], Read(audio));
        audio.Seek(6_990);
        Assert.Equal(original[8_990..9_000], Read(audio));
    }

    private Take Layered(long startFrame)
    {
        var take = Material.Take(folder.Path, ("Guitar", original));
        var file = Material.Write(folder.File("layer.wav"), over);
        return take with { Tracks = [take.Tracks[0] with { Layers = [new TrackLayer(1, file, startFrame, startFrame + over.Length)] }] };
    }

    private void Judge(TakeAudio audio, int from)
    {
        audio.Seek(from);
        var read = Read(audio);
        for (var i = 0; i < read.Length; i++)
        {
            var inLayer = from + i - 10_000;
            var fromEdge = Math.Min(inLayer, over.Length - 1 - inLayer);
            if (fromEdge < 0)
                Assert.Equal(original[from + i], read[i]);
            else if (fromEdge >= FadeFrames)
                Assert.Equal(over[inLayer], read[i]);
            else
                Assert.InRange(read[i], Math.Min(original[from + i], over[inLayer]) - 1e-6f, Math.Max(original[from + i], over[inLayer]) + 1e-6f);
        }
    }

    private static float[] Read(TakeAudio audio)
    {
        var samples = new float[audio.Frames - audio.Position];
        for (int at = 0, count; at < samples.Length && (count = audio.Read(samples.AsSpan(at), samples.Length - at, Math.Min(1000, samples.Length - at))) > 0;)
            at += count;
        return samples;
    }
}
