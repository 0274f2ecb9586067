using Recorder.Core.Parameters;
using Recorder.Engine.Compare;
using Recorder.TestSupport;

namespace Recorder.Engine.Tests.Compare;

public class MixBanksTests
{
    private const int RateHz = 48_000;
    private const int Period = 240;
    private readonly MixBanks banks = new(1, RateHz, Period);
    private readonly float[] input = new float[Period];
    private readonly float[] left = new float[Period];
    private readonly float[] right = new float[Period];
    private float[] master = [];

    public MixBanksTests()
    {
        input.AsSpan().Fill(0.5f);
        banks.EditedIndex = 1;
        banks.Edited.TryAdd(0, StripParameter.FaderDb, -12);
        banks.EditedIndex = 0;
    }

    [Fact]
    public void From_one_to_the_other_without_a_gap_or_a_step()
    {
        var a = Settle();
        banks.Hear(1, 0);
        var fade = Enumerable.Range(0, 5).SelectMany(_ => Run().ToArray()).ToArray();
        var b = fade[^1];
        Assert.Equal(a * MathF.Pow(10, -12 / 20f), b, a * 0.01f);
        for (var i = 1; i < fade.Length; i++)
            Assert.InRange(fade[i], fade[i - 1] - a * 0.002f, fade[i - 1] + 1e-6f);
        // 20 ms, no sooner and no later.
        Assert.InRange(fade[900], b + a * 0.01f, a);
        Assert.Equal(b, fade[965], a * 0.001f);
        banks.Hear(0, 0);
        Assert.Equal(a, Settle(), a * 0.001f);
    }

    [Fact]
    public void Each_is_turned_down_by_what_it_was_given()
    {
        var a = Settle();
        banks.Hear(0, -6);
        Assert.Equal(a * MathF.Pow(10, -6 / 20f), Settle(), a * 0.001f);
        banks.Hear(0, 0);
        Assert.Equal(a, Settle(), a * 0.001f);
    }

    [Fact]
    public void Moves_go_to_the_one_that_is_edited()
    {
        var a = Settle();
        banks.EditedIndex = 1;
        banks.Edited.TryAdd(0, StripParameter.Mute, 1);
        Assert.Equal(a, Settle(), a * 0.001f);
        banks.Hear(1, 0);
        Assert.Equal(0, Settle(), 1e-6f);
    }

    [Fact]
    public void The_master_is_heard_as_it_is_and_without_one_the_mix()
    {
        var a = Settle();
        banks.Hear(MixBanks.Master, 0);
        Assert.Equal(a, Settle(), a * 0.001f);
        master = [.. Enumerable.Repeat(0.25f, Period), .. Enumerable.Repeat(-0.75f, Period)];
        Assert.Equal(0.25f, Settle());
        Assert.Equal(-0.75f, right[^1]);
        master = [];
        Assert.Equal(a, Settle(), a * 0.001f);
    }

    [Fact]
    public void Nothing_is_allocated() => Assert.Equal(0, Allocations.Of(() =>
    {
        banks.Hear(1 - banks.EditedIndex, -3);
        Run();
    }));

    private float Settle()
    {
        for (var i = 0; i < 40; i++)
            Run();
        return left[^1];
    }

    private float[] Run()
    {
        banks.Apply();
        banks.Process(input, Period, master, left, right);
        return left;
    }
}
