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
        var lives = Enumerable.Range(seed ?? 1, count).Select(Live).ToList();
        var (takes, copies, identical) = (lives.Sum(life => life.Takes), lives.Sum(life => life.Copies), lives.Sum(life => life.Identical));
        Assert.True(takes > 0, "nobody ever recorded anything");
        Assert.True(count < Lives || identical > 0, "no second copy was ever whole");
        Effort.Tell(("lives", count), ("takes", takes), ("copies", copies), ("identical_copies", identical));
    }

    private static (int Takes, int Copies, int Identical) Live(int seed)
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
        return (life.Takes, life.Copies.Seen, life.Copies.Identical);
    }
}
