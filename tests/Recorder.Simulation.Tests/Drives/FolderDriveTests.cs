using Recorder.Simulation.Drives;
using Recorder.TestSupport;

namespace Recorder.Simulation.Tests.Drives;

public class FolderDriveTests
{
    [Fact]
    public void A_folder_is_a_stick_while_it_is_there()
    {
        using var folder = new TemporaryFolder();
        var drive = new FolderDrive(folder.File("DRUMS") + "/");
        Assert.Equal((null, null, 0L), (drive.Label, drive.Folder, drive.FreeBytes));

        Directory.CreateDirectory(folder.File("DRUMS"));
        Assert.Equal(("DRUMS", folder.File("DRUMS")), (drive.Label, drive.Folder));
        Assert.True(drive.FreeBytes > 0);

        drive.Eject();
        Directory.Move(folder.File("DRUMS"), folder.File("pulled"));
        Assert.Null(drive.Label);
    }
}
