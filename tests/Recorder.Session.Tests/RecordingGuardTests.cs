using Recorder.Core.Faults;

namespace Recorder.Session.Tests;

public class RecordingGuardTests
{
    [Theory]
    [InlineData("/music/Tuesday/takes/T0001")]
    [InlineData("/music/Tuesday/takes/T0001/")]
    [InlineData("/music/Tuesday/takes/T12345/below/it")]
    [InlineData("/music/Tuesday/mixes/../takes/T0001")]
    public void A_takes_folder_is_refused(string folder) =>
        Assert.Equal(FaultKind.WrongWords, Assert.Throws<RecorderException>(() => RecordingGuard.RefuseTakeFolder(folder)).Kind);

    [Theory]
    [InlineData("/music/Tuesday/mixes/T0001")]
    [InlineData("/music/Tuesday")]
    [InlineData("/music/takes/masters")]
    [InlineData("/")]
    public void Any_other_is_not(string folder) => Assert.Null(Record.Exception(() => RecordingGuard.RefuseTakeFolder(folder)));
}
