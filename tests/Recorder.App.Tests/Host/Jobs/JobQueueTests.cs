using Microsoft.Extensions.Time.Testing;
using Recorder.App.Host.Jobs;
using Recorder.Core.Faults;
using Recorder.Core.Snapshots;

namespace Recorder.App.Tests.Host.Jobs;

public sealed class JobQueueTests : IDisposable
{
    private readonly FakeTimeProvider time = new();
    private readonly JobQueue queue;
    private readonly SemaphoreSlim ended = new(0);
    private readonly List<(string Subject, JobState State)> ends = [];

    public JobQueueTests()
    {
        queue = new JobQueue(time);
        queue.Ended += (job, state) =>
        {
            ends.Add((job.Subject, state));
            ended.Release();
        };
    }

    [Fact]
    public async Task Jobs_run_one_after_the_other()
    {
        using var first = new StepJob("first");
        using var second = new StepJob("second");
        queue.Add(first);
        queue.Add(second);

        await first.AtStep(0);
        Assert.False(second.HasBegun);
        first.Go(StepJob.Steps);
        await End();
        second.Go(StepJob.Steps);
        await End();

        Assert.Equal([("first", JobPhase.Done), ("second", JobPhase.Done)], ends.Select(end => (end.Subject, end.State.Phase)));
    }

    [Fact]
    public async Task A_take_stops_a_job_where_it_is_and_its_end_lets_it_go_on()
    {
        using var job = new StepJob("mix");
        queue.Add(job);
        await job.AtStep(0);

        queue.SetTakeRuns(true);
        Assert.Equal(JobPhase.Paused, queue.State!.Phase);
        job.Go(StepJob.Steps);
        Assert.False(await ended.WaitAsync(0, TestContext.Current.CancellationToken));
        queue.SetTakeRuns(false);
        await End();

        Assert.Equal(JobPhase.Done, queue.State!.Phase);
    }

    [Fact]
    public async Task A_job_asked_for_during_a_take_waits_for_its_end()
    {
        using var job = new StepJob("master");
        job.Go(StepJob.Steps);
        queue.SetTakeRuns(true);
        queue.Add(job);
        Assert.Equal(JobPhase.Waiting, queue.State!.Phase);
        Assert.False(job.HasBegun);

        queue.SetTakeRuns(false);
        await End();

        Assert.Equal(JobPhase.Done, queue.State!.Phase);
    }

    [Fact]
    public async Task A_quick_mix_of_what_is_recorded_so_far_runs_beside_the_take()
    {
        using var job = new StepJob("mix", runsBesideTake: true);
        job.Go(StepJob.Steps);
        queue.SetTakeRuns(true);
        queue.Add(job);
        await End();

        Assert.Equal(JobPhase.Done, queue.State!.Phase);
    }

    [Fact]
    public async Task Cancelling_ends_the_job_also_while_it_stands_still()
    {
        using var job = new StepJob("export");
        queue.Add(job);
        await job.AtStep(0);
        queue.SetTakeRuns(true);
        job.Go(1);

        Assert.True(queue.Cancel());
        await End();

        Assert.Equal(JobPhase.Cancelled, queue.State!.Phase);
        Assert.False(queue.Cancel());
    }

    [Fact]
    public async Task A_waiting_job_can_be_cancelled_before_it_begins()
    {
        using var job = new StepJob("master");
        queue.SetTakeRuns(true);
        queue.Add(job);
        Assert.True(queue.Cancel());
        Assert.Equal(JobPhase.Cancelled, queue.State!.Phase);

        using var next = new StepJob("next");
        next.Go(StepJob.Steps);
        queue.Add(next);
        queue.SetTakeRuns(false);
        await End();

        Assert.False(job.HasBegun);
        Assert.Equal("next", Assert.Single(ends).Subject);
    }

    [Fact]
    public async Task Trouble_is_told_and_the_next_job_runs()
    {
        using var failing = new StepJob("first", trouble: new RecorderException(FaultKind.Storage, "The card is full."));
        using var broken = new StepJob("second", trouble: new InvalidOperationException("index"));
        failing.Go(StepJob.Steps);
        broken.Go(StepJob.Steps);
        queue.Add(failing);
        queue.Add(broken);
        await End();
        await End();

        Assert.Equal((JobPhase.Failed, "The card is full."), (ends[0].State.Phase, ends[0].State.Sentence));
        Assert.Equal(JobPhase.Failed, ends[1].State.Phase);
        Assert.Contains("all that was finished is whole", ends[1].State.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Time_left_is_reckoned_from_the_time_it_really_ran()
    {
        using var job = new StepJob("mix");
        queue.Add(job);
        await job.AtStep(0);
        time.Advance(TimeSpan.FromSeconds(10));
        job.Go(1);
        await job.AtStep(1);
        Assert.Equal(30, queue.State!.SecondsLeft!.Value, 3);

        queue.SetTakeRuns(true);
        time.Advance(TimeSpan.FromSeconds(1000));
        queue.SetTakeRuns(false);
        time.Advance(TimeSpan.FromSeconds(10));
        job.Go(1);
        await job.AtStep(2);
        Assert.Equal(20, queue.State!.SecondsLeft!.Value, 3);
        job.Go(StepJob.Steps);
        await End();
    }

    public void Dispose()
    {
        queue.Dispose();
        ended.Dispose();
    }

    private async Task End() => await ended.WaitAsync(TestContext.Current.CancellationToken);

    /// <summary>Four steps, each taken when the test says so.</summary>
    private sealed class StepJob(string subject, bool runsBesideTake = false, Exception? trouble = null) : HostJob(JobKind.QuickMix, subject), IDisposable
    {
        public const int Steps = 4;

        private readonly SemaphoreSlim go = new(0);
        private readonly TaskCompletionSource[] steps = [.. Enumerable.Range(0, Steps + 1).Select(_ => new TaskCompletionSource())];

        public override bool RunsBesideTake => runsBesideTake;

        public bool HasBegun => steps[0].Task.IsCompleted;

        public void Go(int count) => go.Release(count);

        public Task AtStep(int step) => steps[step].Task.WaitAsync(TestContext.Current.CancellationToken);

        public override string Run(JobContext context)
        {
            steps[0].SetResult();
            for (var step = 1; step <= Steps; step++)
            {
                go.Wait(context.Cancel);
                context.Report((double)step / Steps);
                steps[step].SetResult();
            }
            return trouble is null ? "Done." : throw trouble;
        }

        public void Dispose() => go.Dispose();
    }
}
