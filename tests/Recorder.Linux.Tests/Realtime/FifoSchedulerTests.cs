using System.Globalization;
using Recorder.Core.Ports;
using Recorder.Linux.Realtime;

namespace Recorder.Linux.Tests.Realtime;

public sealed class FifoSchedulerTests
{
    private const int Ordinary = 0;
    private const int Fifo = 1;

    // Fields of proc_pid_stat(5), counted from behind the name in brackets.
    private const int PriorityField = 37;
    private const int PolicyField = 38;

    [Theory]
    [InlineData(ThreadRole.Capture, 45), InlineData(ThreadRole.Playback, 40), InlineData(ThreadRole.Disk, 20), InlineData(ThreadRole.Panel, 10)]
    public void A_thread_is_raised_for_its_role_and_those_it_starts_are_ordinary(ThreadRole role, int expectedPriority)
    {
        var isRaised = false;
        (int Policy, int Priority) raised = default, started = default;
        Run(() =>
        {
            isRaised = new FifoScheduler().Raise(role);
            raised = Standing();
            Run(() => started = Standing());
        });
        Assert.SkipUnless(isRaised, "this user may not take real-time priority");
        Assert.Equal((Fifo, expectedPriority), raised);
        Assert.Equal((Ordinary, 0), started);
    }

    private static void Run(ThreadStart what)
    {
        var thread = new Thread(what);
        thread.Start();
        thread.Join();
    }

    private static (int Policy, int Priority) Standing()
    {
        var stat = File.ReadAllText("/proc/thread-self/stat");
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return (int.Parse(fields[PolicyField], CultureInfo.InvariantCulture), int.Parse(fields[PriorityField], CultureInfo.InvariantCulture));
    }
}
