namespace Recorder.Engine.Tests.Life;

/// <summary>Many lives, each from a seed of its own; one that breaks an invariant prints its seed and its diary, and replays exactly.</summary>
public sealed class RecorderLifeTests
{
    private const int Lives = 40;
    private const double LifeSeconds = 90;

    [Fact]
    public void Whatever_happens_in_whatever_order_nothing_is_lost_unsaid()
    {
        // RECORDER_LIFE=seed lives one life again; RECORDER_LIVES=count lives more of them.
        var again = Environment.GetEnvironmentVariable("RECORDER_LIFE");
        var count = int.TryParse(Environment.GetEnvironmentVariable("RECORDER_LIVES"), out var wanted) ? wanted : Lives;
        var seeds = int.TryParse(again, out var seed) ? [seed] : Enumerable.Range(1, count);
        var takes = seeds.Sum(Live);
        Assert.True(takes > 0, "nobody ever recorded anything");
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
            Assert.Fail($"RECORDER_LIFE={seed}: {broken.Message}\n{string.Join('\n', life.Diary)}\n{broken.StackTrace}");
        }
        return life.Takes;
    }
}
