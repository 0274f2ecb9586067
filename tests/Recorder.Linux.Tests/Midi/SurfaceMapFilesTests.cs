using Recorder.Core.Ports;
using Recorder.Linux.Midi;
using Recorder.TestSupport;

namespace Recorder.Linux.Tests.Midi;

public sealed class SurfaceMapFilesTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Fact]
    public void Each_device_has_its_own_and_finds_it_again()
    {
        var files = new SurfaceMapFiles(folder.File("surfaces"));
        var (box, other) = (new MidiIdentity("Odd/../Box", "MIDI 1"), new MidiIdentity("Odd/../Box", "MIDI 2"));
        Assert.Null(files.Load(box));
        Assert.True(files.Save(box, "{}"));
        Assert.True(files.Save(other, "[]"));
        Assert.Equal("{}", new SurfaceMapFiles(folder.File("surfaces")).Load(box));
        Assert.Equal(2, Directory.GetFiles(folder.File("surfaces")).Length);
        Assert.True(files.Save(box, null));
        Assert.Null(files.Load(box));
        Assert.Equal("[]", files.Load(other));
    }

    [Fact]
    public void Forgetting_what_was_never_kept_is_done_at_once() =>
        Assert.True(new SurfaceMapFiles(folder.File("never")).Save(new MidiIdentity("Box", "1"), null));

    [Fact]
    public void Where_nothing_can_be_written_it_is_not_kept_and_nothing_breaks()
    {
        File.WriteAllText(folder.File("file"), "");
        var files = new SurfaceMapFiles(folder.File("file"));
        Assert.False(files.Save(new MidiIdentity("Box", "1"), "{}"));
        Assert.Null(files.Load(new MidiIdentity("Box", "1")));
    }

    public void Dispose() => folder.Dispose();
}
