using Recorder.Core.Parameters;
using Recorder.Media.Audio;
using Recorder.Studio.Mastering;
using Recorder.Studio.Measuring;
using Recorder.TestSupport;

namespace Recorder.Studio.Tests.Mastering;

public sealed class AlbumLevelsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void On_the_files_the_loudest_is_at_the_albums_loudness_and_the_others_as_far_below_as_their_mixes()
    {
        string[] mixes = [Mix("ballad.wav", 0.2f, 1), Mix("opener.wav", 0.8f, 2), Mix("interlude.wav", 0.02f, 3)];
        var mixLufs = mixes.Select(mix => FileMeter.Measure(mix).IntegratedLufs).ToArray();
        var targets = AlbumLevels.Of(mixLufs);
        var masters = mixes.Zip(targets).Select(pair => Assert.Single(Master(pair.First, pair.Second))).ToArray();

        Assert.All(masters, master => Assert.True(master.Certificate.Passed, master.Certificate.Sentence));
        var lufs = masters.Select(master => FileMeter.Measure(master.File).IntegratedLufs!.Value).ToArray();
        Assert.Equal(-14, lufs[1], 0.2);
        for (var song = 0; song < lufs.Length; song++)
            Assert.Equal(mixLufs[song]!.Value - mixLufs[1]!.Value, lufs[song] - lufs[1], 0.2);
        Assert.InRange(lufs[2], -47, -44);
    }

    [Fact]
    public void A_song_without_a_loudness_does_not_move_the_others()
    {
        var targets = AlbumLevels.Of([null, -20, -17.5]);
        Assert.Equal([-14, -16.5, -14], targets.Select(target => target.IntegratedLufs));
        Assert.All(targets, target => Assert.Equal(-1, target.CeilingDbtp));
        Assert.Equal([-14.0], AlbumLevels.Of([null]).Select(target => target.IntegratedLufs));
    }

    [Fact]
    public void An_album_is_certified_by_its_loudest_song_and_by_none_above_it()
    {
        Assert.Equal([true, true], Certify(-14, -18));
        Assert.Equal([false, true], Certify(-16, -18));
        Assert.Equal([false, false], Certify(-12, -13));

        bool[] Certify(params double[] lufs) =>
        [
            .. AlbumLevels.Certify([.. lufs.Select(one => new FileCertificate(
                new FileLoudness("", one, 5, one, one, -2, -2, 60, 2, 48000), MasterTarget.Album, Math.Abs(one + 14) <= 0.2, PeakHolds: true))]).Select(one => one.Passed),
        ];
    }

    private string Mix(string name, float level, int seed)
    {
        var drums = Material.Drums(5, seed).Select(sample => sample * level).ToArray();
        return Material.Write(folder.File(name), drums, drums);
    }

    private IReadOnlyList<MasterFile> Master(string mix, MasterTarget target) => MasterJob.Run(
        new MasterOrder(mix, folder.File("out"), Path.GetFileNameWithoutExtension(mix), MasterParameters.Defaults(), target, MasterFormat.ParseList("wav24"), null, new AudioTags()),
        cancel: TestContext.Current.CancellationToken);
}
