using Recorder.Linux.Machine;
using Recorder.TestSupport;

namespace Recorder.Linux.Tests.Machine;

public sealed class MachineTreeTests : IDisposable
{
    private readonly TemporaryFolder root = new();

    [Fact]
    public void What_is_not_there_is_nothing_and_no_error()
    {
        var tree = new MachineTree(root.Path);
        Assert.Null(tree.Read("/proc/version"));
        Assert.Empty(tree.Lines("/proc/version"));
        Assert.Empty(tree.Names("/sys/class"));
        Assert.Null(tree.Number("/sys/class"));
        Assert.False(tree.Exists("/sys"));
        Assert.Null(ProcessRights.Read(tree, "self"));
        Assert.Null(ProcessRights.FindEngine(tree));
    }

    [Fact]
    public void This_very_process_has_rights_that_can_be_read()
    {
        var rights = ProcessRights.Read(new MachineTree(), "self");
        Assert.NotNull(rights);
        Assert.InRange(rights.RealtimePriority, 0, 99);
        Assert.True(rights.LockedBytes >= 0);
        Assert.Null(ProcessRights.IsRealtime(new MachineTree(), "self", "no such thread"));
    }

    [Fact]
    public void The_kernel_says_whether_its_clock_is_kept_right() =>
        Assert.SkipWhen(KernelClock.IsSynchronised() is null, "this process may not ask the kernel for its clock (adjtimex)");

    public void Dispose() => root.Dispose();
}
