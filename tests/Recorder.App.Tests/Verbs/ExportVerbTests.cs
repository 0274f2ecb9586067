using System.Text.Json;
using Recorder.App.Verbs;
using Recorder.Linux.Drives;
using Recorder.TestSupport;

namespace Recorder.App.Tests.Verbs;

[Collection(ConsoleUsers.Name)]
public sealed class ExportVerbTests(StudioSession studio) : IClassFixture<StudioSession>
{
    [Fact]
    public void Export_json_has_its_keys_and_everything_arrives_identical()
    {
        var stick = studio.File("stick");
        var report = RecorderProgram.RunJson(0, "export", studio.Session, studio.Tone, "--to", stick, "--what", "tracks,project");
        Assert.Equal(["drive", "verified", "verifiedBytes", "split", "files"], Keys(report));
        Assert.True(report.GetProperty("verified").GetBoolean());
        var files = report.GetProperty("files").EnumerateArray().ToArray();
        Assert.Equal(["master", "track", "track", "track", "project"], files.Select(file => file.GetProperty("kind").GetString()));
        Assert.All(files, file => Assert.Equal(["name", "kind", "bytes", "sha256", "readBackSha256", "outcome", "isVerified", "part", "parts"], Keys(file)));
        foreach (var track in Directory.GetFiles(studio.File("Tuesday", "takes", "T0001"), "*.wav"))
            Assert.Equal(File.ReadAllBytes(track), File.ReadAllBytes(Path.Combine(stick, "Tuesday", "T0001", Path.GetFileName(track))));
        var again = RecorderProgram.RunJson(0, "export", studio.Session, "--to", stick, "--what", "tracks");
        Assert.All(again.GetProperty("files").EnumerateArray(), file => Assert.Equal("alreadyThere", file.GetProperty("outcome").GetString()));
    }

    [Fact]
    public async Task Bytes_altered_after_the_sync_are_noticed_with_exit_code_1()
    {
        var stick = studio.File("liar");
        var verb = ExportVerb.Create(folder => new AlteringVolume(new FolderVolume(folder), name => name.Contains("Guitar", StringComparison.Ordinal)));
        var error = new StringWriter();
        var standardError = Console.Error;
        Console.SetError(error);
        try
        {
            Assert.Equal(1, await verb.Parse([studio.Session, "--to", stick, "--what", "tracks"])
                .InvokeAsync(cancellationToken: TestContext.Current.CancellationToken));
        }
        finally
        {
            Console.SetError(standardError);
        }
        Assert.Contains("came back different", Assert.Single(error.ToString().TrimEnd('\n').Split('\n')), StringComparison.Ordinal);
        var names = Directory.GetFiles(Path.Combine(stick, "Tuesday", "T0001"), "*.wav").Select(Path.GetFileName).Order();
        Assert.Equal(["01 Kick.wav", "03 Voice.wav"], names);
    }

    [Fact]
    public void A_full_or_read_only_drive_is_a_sentence_and_exit_code_5()
    {
        using var disk = SmallDisk.Mount(100_000);
        StudioSession.Refused(5, "export", studio.Session, "--to", disk.Path, "--what", "tracks");
        Assert.Empty(Directory.GetFileSystemEntries(disk.Path));
        disk.MakeReadOnly();
        StudioSession.Refused(5, "export", studio.Session, "--to", disk.File("new"), "--what", "project");
    }

    [Fact]
    public void A_drive_that_is_the_session_or_a_file_is_refused()
    {
        StudioSession.Refused(2, "export", studio.Session, "--to", studio.Session, "--what", "tracks");
        StudioSession.Refused(2, "export", studio.Session, "--to", studio.File("Tuesday", "masters"), "--what", "tracks");
        StudioSession.Refused(2, "export", studio.Session, "--to", studio.Tone, "--what", "tracks");
    }

    [Fact]
    public void A_file_that_lies_where_it_would_be_copied_to_is_refused()
    {
        var own = studio.File("own", "Tuesday", "Masters", "song.wav");
        Directory.CreateDirectory(Path.GetDirectoryName(own)!);
        File.Copy(studio.Tone, own, overwrite: true);
        StudioSession.Refused(2, "export", studio.Session, own, "--to", studio.File("own"));
        Assert.Equal(File.ReadAllBytes(studio.Tone), File.ReadAllBytes(own));
    }

    [Fact]
    public void What_cannot_be_exported_is_a_sentence_and_its_exit_code()
    {
        var stick = studio.File("unused");
        StudioSession.Refused(2, "export", studio.Session);
        StudioSession.Refused(2, "export", studio.Session, "--to", stick, "--what", "everything");
        StudioSession.Refused(3, "export", studio.Session, "--to", stick, "--what", "stems");
        StudioSession.Refused(3, "export", studio.Session, studio.File("no.wav"), "--to", stick);
        StudioSession.Refused(3, "export", studio.File("nowhere"), "--to", stick);
        Assert.False(Directory.Exists(stick));
    }

    private static IEnumerable<string> Keys(JsonElement element) => element.EnumerateObject().Select(property => property.Name);
}
