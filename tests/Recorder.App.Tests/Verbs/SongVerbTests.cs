using Recorder.Session.Folders;

namespace Recorder.App.Tests.Verbs;

public sealed class SongVerbTests : IClassFixture<StudioSession>
{
    private readonly StudioSession studio;

    public SongVerbTests(StudioSession studio)
    {
        this.studio = studio;
        SessionFolder.Open(studio.Session).ChangeFacts(1, facts => facts with { SongBoundaries = [48_000] });
    }

    [Fact]
    public void Info_tells_the_songs()
    {
        var songs = RecorderProgram.RunJson(0, "info", studio.Session).GetProperty("takes")[0].GetProperty("songs");
        Assert.Equal([(1, 0.0, 1.0), (2, 1.0, 3.0)], songs.EnumerateArray().Select(song => (
            song.GetProperty("number").GetInt32(), song.GetProperty("startSeconds").GetDouble(), song.GetProperty("endSeconds").GetDouble())));
        Assert.Contains("song 2 0:01.000 to 0:03.000", RecorderProgram.Run("info", studio.Session).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Mix_and_master_take_one_song()
    {
        var mix = RecorderProgram.RunJson(0, "mix", studio.Session, "--song", "2");
        Assert.Equal(2, mix.GetProperty("seconds").GetDouble(), 0.01);
        Assert.EndsWith("Scene 1 Song 2.wav", mix.GetProperty("file").GetString(), StringComparison.Ordinal);
        var masters = RecorderProgram.RunJson(0, "master", studio.Session, "--song", "2", "--target", "I=-20,TP=-1").GetProperty("files");
        Assert.Contains("Song 2", Assert.Single(masters.EnumerateArray()).GetProperty("file").GetString()!, StringComparison.Ordinal);
    }

    [Fact]
    public void A_song_that_is_not_there_is_a_sentence()
    {
        Assert.Contains("songs 1 to 2", StudioSession.Refused(2, "mix", studio.Session, "--song", "3"), StringComparison.Ordinal);
        StudioSession.Refused(3, "master", studio.Session, "--song", "1", "--out", studio.File("elsewhere"));
    }
}
