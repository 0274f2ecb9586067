using Recorder.Core.Faults;
using Recorder.Core.Parameters;
using Recorder.Media.Audio;
using Recorder.Session.Mixes;
using Recorder.Studio.Mix;
using Recorder.TestSupport;
using static Recorder.Core.Parameters.StripParameter;

namespace Recorder.Studio.Tests.Mix;

public sealed class StemJobTests : IDisposable
{
    // -100 dBFS.
    private const float Inaudible = 1e-5f;

    private static readonly AudioTags Tags = new() { Title = "Blue" };
    private readonly TemporaryFolder folder = new();

    [Fact]
    public void Added_together_they_are_the_mix_with_all_its_effects()
    {
        using var take = OpenTake();
        var files = StemJob.Render(take, Full(), folder.File("stems"), Tags, cancel: TestContext.Current.CancellationToken);
        Assert.Equal(["01 Drums.wav", "02 Bass.wav", "03 Voice.wav"], files.Select(Path.GetFileName));
        var (left, right) = (new List<float>(), new List<float>());
        MixRenderer.Render(take, MixSettings.Of(Full()), (blockLeft, blockRight) =>
        {
            left.AddRange(blockLeft);
            right.AddRange(blockRight);
        }, cancel: TestContext.Current.CancellationToken);
        // The echoes are in it, and the mix is no silence.
        Assert.True(left.Count > take.Frames + Material.RateHz / 4);
        Assert.True(left.Max(Math.Abs) > 0.1f);

        var stems = files.Select(Material.Read).ToArray();
        Assert.All(stems, stem => Assert.Equal((2, left.Count), (stem.Length, stem[0].Length)));
        Assert.All(stems, stem => Assert.True(stem[0].Max(Math.Abs) > 0.01f));
        for (var i = 0; i < left.Count; i++)
        {
            Assert.InRange(stems.Sum(stem => stem[0][i]) - left[i], -Inaudible, Inaudible);
            Assert.InRange(stems.Sum(stem => stem[1][i]) - right[i], -Inaudible, Inaudible);
        }
    }

    [Fact]
    public void A_stem_carries_its_own_share_of_the_effects_and_nobody_elses()
    {
        using var take = OpenTake();
        var scene = Full();
        var files = StemJob.Render(take, scene, folder.File("stems"), Tags, cancel: TestContext.Current.CancellationToken);
        // The bass sends nothing: behind its last note there is silence, while the voice rings on.
        var (bass, voice) = (Material.Read(files[1])[0], Material.Read(files[2])[0]);
        Assert.All(bass[(int)take.Frames..], sample => Assert.Equal(0, sample));
        Assert.True(voice[(int)take.Frames..].Max(Math.Abs) > 0.001f);
    }

    [Fact]
    public void What_is_not_heard_is_in_no_stem_and_solo_leaves_the_others_out()
    {
        var scene = Full();
        Assert.Equal(["Drums 0 1", "Bass 2", "Voice 3"], Words(scene));
        Assert.Equal(["Bass 2", "Voice 3"], Words(scene.WithGroup(0, GroupParameter.Mute, 1)));
        Assert.Equal(["Drums 1"], Words(scene.WithStrip(1, Solo, 1)));
        Assert.Equal(["Drums 0 1", "Bass 2"], Words(scene.WithStrip(3, FaderDb, StripParameters.SilenceDb)));

        static IEnumerable<string> Words(Scene scene) => StemPlan.Of(scene).Select(stem => $"{stem.Name} {string.Join(' ', stem.Strips)}");
    }

    [Fact]
    public void Older_stems_stay_and_what_a_power_cut_left_goes()
    {
        var stems = folder.File("stems");
        Directory.CreateDirectory(Path.Combine(stems, ".Scene 1 (2)"));
        File.WriteAllText(Path.Combine(stems, ".Scene 1 (2)", "01 Drums.wav"), "torn");
        using var take = OpenTake();
        var first = StemJob.Render(take, Full(), stems, Tags, cancel: TestContext.Current.CancellationToken);
        var older = File.ReadAllBytes(first[0]);
        StemJob.Render(take, Full().WithStrip(0, FaderDb, 3), stems, Tags, cancel: TestContext.Current.CancellationToken);
        Assert.Equal(["Scene 1", "Scene 1 (2)"], Directory.GetDirectories(stems).Select(Path.GetFileName).Order());
        Assert.Equal(older, File.ReadAllBytes(first[0]));
        Assert.Equal(3, Directory.GetFiles(Path.Combine(stems, "Scene 1 (2)")).Length);
    }

    [Fact]
    public void Cancelled_or_without_anything_heard_it_leaves_nothing()
    {
        using var take = OpenTake();
        using var cancel = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() => StemJob.Render(take, Full(), folder.File("stems"), Tags, new CancelAt(0.5, cancel), cancel.Token));
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.File("stems")));
        var silent = Full() with { Strips = [.. Full().Strips.Select(strip => strip with { Values = strip.Values.With(Mute, 1) })] };
        Assert.Equal(FaultKind.UnreadableInput, Assert.Throws<RecorderException>(() => StemJob.Render(take, silent, folder.File("stems"), Tags)).Kind);
    }

    public void Dispose() => folder.Dispose();

    private TakeAudio OpenTake() => Material.OpenTake(folder.Path,
        ("Kick", Material.Drums(1.5, 1)), ("OH", Material.Noise(1.5, 2)), ("Bass", Material.Tone(1.5, 82, -12)), ("Voice", Material.Tone(1.5, 330, -10)), ("Talk", Material.Noise(1.5, 3)));

    private static Scene Full() => Scene.Fresh(["Kick", "OH", "Bass", "Voice", "Talk"])
        .WithStrip(0, CompressorOn, 1).WithStrip(0, ReverbSendDb, -12).WithStrip(1, FaderDb, -20).WithStrip(1, Pan, 0.6f).WithStrip(1, ReverbSendDb, -6)
        .WithStrip(2, Pan, -0.3f).WithStrip(3, ReverbSendDb, -3).WithStrip(3, DelaySendDb, -6).WithStrip(3, HighMidGainDb, 4).WithStrip(4, Mute, 1)
        .WithMember(0, 0).WithMember(1, 0).WithMember(4, 2).WithGroup(0, GroupParameter.LevelDb, -2).WithBus(BusParameter.BusFaderDb, -3);

    private sealed class CancelAt(double share, CancellationTokenSource source) : IProgress<double>
    {
        public void Report(double value)
        {
            if (value >= share)
                source.Cancel();
        }
    }
}
