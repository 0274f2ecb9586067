using Recorder.TestSupport;

namespace Recorder.Engine.Tests.Life;

/// <summary>Many lives, each from a seed of its own; one that breaks an invariant prints its seed and its diary, and replays exactly.</summary>
public sealed class RecorderLifeTests
{
    private const int Lives = 40;
    private const double LifeSeconds = 90;

    [Fact]
    public void Whatever_happens_in_whatever_order_nothing_is_lost_unsaid()
    {
        // RECORDER_SEED=seed lives one life again; RECORDER_LIVES=count lives so many, the first of them that one.
        var seed = (int?)Effort.Asked("RECORDER_SEED");
        var count = (int)(Effort.Asked("RECORDER_LIVES") ?? (seed is null ? Lives : 1));
        var takes = Enumerable.Range(seed ?? 1, count).Sum(Live);
        Assert.True(takes > 0, "nobody ever recorded anything");
        Effort.Tell(("lives", count), ("takes", takes));
    }

    private static int Live(int seed)
    {
        using var life = new RecorderLife(seed);
        try
        {
            life.Live(LifeSeconds);
            life.JudgeAll();
        }
        catch (Exception broken)
        {
            Assert.Fail($"RECORDER_SEED={seed}: {broken.Message}\n{string.Join('\n', life.Diary)}\n{broken.StackTrace}");
        }
        return life.Takes;
    }
}
