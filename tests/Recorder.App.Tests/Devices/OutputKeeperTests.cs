using Microsoft.Extensions.Time.Testing;
using Recorder.App.Devices;
using Recorder.Core.Faults;
using Recorder.Core.Parameters;
using Recorder.Linux.Audio.Cards;
using Recorder.TestSupport;

namespace Recorder.App.Tests.Devices;

public sealed class OutputKeeperTests : IDisposable
{
    private const int RateHz = 48_000;
    private const int PeriodFrames = 256;
    private const int SwitchFrames = RateHz / 10;

    private readonly TemporaryFolder folder = new();
    private readonly FakeCards cards = new();
    private readonly FakeTimeProvider time = new();
    private readonly float[] sound = [.. Enumerable.Repeat(0.5f, PeriodFrames)];

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_interfaces_own_output_goes_before_a_usb_adapter_and_that_before_the_jack()
    {
        var own = FakeCards.Usb(3, "X18", 18, outputs: 18);
        PresentInterface[] all =
        [
            FakeCards.BuiltIn(0, "vc4hdmi0", 0, 2), FakeCards.BuiltIn(1, "Headphones", 0, 2), FakeCards.Usb(2, "Adapter", 0, outputs: 2), own,
        ];
        Assert.Equal(["X18", "Adapter", "Headphones", "vc4hdmi0"], OutputKeeper.BestFirst(all, own).Select(card => card.Identity.Name));
    }

    [Fact]
    public void A_new_output_is_silent_until_a_hand_turns_it_up_and_keeps_its_level_from_then_on()
    {
        cards.Plug(FakeCards.BuiltIn(1, "Headphones", 0, 2));
        using (var output = Open("auto"))
        {
            Assert.Equal(("Headphones", StripParameters.SilenceDb), (output.Name, output.PhonesDb));
            output.KeepPhones(-12);
        }
        using var again = Open("auto");
        Assert.Equal(-12, again.PhonesDb);
        cards.Plug(FakeCards.Usb(2, "Adapter", 0, outputs: 2));
        Assert.True(again.Look());
        Assert.Equal(("Adapter", StripParameters.SilenceDb), (again.Name, again.PhonesDb));
    }

    [Fact]
    public void When_it_goes_the_mix_goes_on_unheard_until_another_is_found_which_begins_with_silence()
    {
        cards.Plug(FakeCards.BuiltIn(1, "Headphones", 0, 2));
        cards.Plug(FakeCards.Usb(2, "Adapter", 0, outputs: 2));
        using var output = Open("auto");
        output.Start();
        Play(output, SwitchFrames + 10 * PeriodFrames);
        var adapter = Assert.Single(cards.Outputs);
        Assert.All(adapter.Heard.Take(SwitchFrames), sample => Assert.Equal(0, sample));
        Assert.Equal(0.5f, adapter.Heard[^1]);

        cards.Pull(2);
        Play(output, PeriodFrames);
        Assert.Equal("", output.Name);
        Assert.True(output.IsLookDue(isTakeRunning: true));
        Assert.True(output.Look());
        Assert.Equal("Headphones", output.Name);
        Play(output, SwitchFrames + 2 * PeriodFrames);
        Assert.All(cards.Outputs[1].Heard.Take(SwitchFrames), sample => Assert.Equal(0, sample));
        Assert.Equal(0.5f, cards.Outputs[1].Heard[^1]);

        // The lost one is closed with the next look.
        cards.Plug(FakeCards.Usb(5, "Adapter", 0, outputs: 2));
        Assert.True(output.Look());
        Assert.True(adapter.IsClosed);
        Assert.False(output.IsLookDue(isTakeRunning: true));
    }

    [Fact]
    public void An_output_that_does_not_start_is_heard_no_more_and_is_looked_for_again()
    {
        cards.Plug(FakeCards.BuiltIn(1, "Headphones", 0, 2));
        using var output = Open("auto");
        cards.Outputs[0].IsGone = true;
        var inputs = new FakeInputs(Core.Ports.InterfaceIdentity.Of("X18"), new Core.Ports.CaptureFormat(2, RateHz, Core.Units.SampleFormat.S24, 240));
        Assert.False(output.TryStartWith(inputs));
        output.Start();
        Assert.True(output.Write(sound, sound));
        time.Advance(TimeSpan.FromSeconds(3));
        Assert.True(output.IsLookDue(isTakeRunning: true));
    }

    [Fact]
    public void What_refuses_the_rate_is_heard_through_the_librarys_conversion()
    {
        cards.Plug(FakeCards.BuiltIn(1, "Headphones", 0, 2));
        cards.Busy.Add("hw:1,0");
        using var output = Open("auto");
        Assert.Equal("plughw:1,0", Assert.Single(cards.Outputs).Name);
    }

    [Fact]
    public void Without_a_card_the_mix_runs_by_the_clock_and_a_card_that_comes_is_taken()
    {
        using var output = Open("auto");
        output.Start();
        Assert.Equal("", output.Name);
        Assert.True(output.Write(sound, sound));
        cards.Plug(FakeCards.BuiltIn(1, "Headphones", 0, 2));
        Assert.True(output.Look());
        Assert.True(Assert.Single(cards.Outputs).IsStarted);
    }

    [Theory]
    [InlineData("alsa:hw:3,0")]
    [InlineData("alsa:hw:X18")]
    public void An_output_asked_for_by_name_is_the_same_as_when_it_is_found(string wish)
    {
        cards.Plug(FakeCards.Usb(3, "X18", 16, outputs: 2));
        using var found = Open("auto");
        using var asked = Open(wish);
        Assert.NotEqual("", found.Key);
        Assert.Equal(found.Key, asked.Key);
    }

    [Fact]
    public void Cues_go_to_the_output_there_is_in_stretches_of_its_own_and_not_while_it_begins()
    {
        cards.Plug(FakeCards.Usb(3, "X18", 16, outputs: 6));
        using var output = Open("auto");
        output.Start();
        Assert.Equal(3, output.Pairs);
        float[] sides = [.. Enumerable.Range(0, 4 * PeriodFrames).Select(i => (float)i)];
        for (var done = 0; done < SwitchFrames; done += PeriodFrames)
            Assert.True(output.Write(sound, sound, new Core.Ports.CueFrames(sides, 4, PeriodFrames)));
        var own = Assert.Single(cards.Outputs);
        Assert.Empty(own.HeardLast);
        Assert.True(output.Write(sound, sound, new Core.Ports.CueFrames(sides, 4, PeriodFrames)));
        Assert.Equal(sides[(3 * PeriodFrames)..], own.HeardLast);
        cards.Pull(3);
        Assert.True(output.Write(sound, sound, new Core.Ports.CueFrames(sides, 4, PeriodFrames)));
        Assert.Equal(1, output.Pairs);
    }

    [Fact]
    public void Silent_outputs_are_as_many_as_asked_for_and_need_no_card()
    {
        using var output = Open("silent:6");
        output.Start();
        Assert.Equal((3, "silent:6", "6 silent outputs"), (output.Pairs, output.Key, output.Name));
        Assert.True(output.Write(sound, sound, new Core.Ports.CueFrames(new float[4 * PeriodFrames], 4, PeriodFrames)));
        Assert.False(output.Look());
        Assert.False(output.IsLookDue(isTakeRunning: false));
        output.KeepPhones(-9);
        using var again = Open("silent:6");
        Assert.Equal(-9, again.PhonesDb);
        foreach (var wrong in (string[])["silent:", "silent:1", "silent:65", "silent:four"])
            Assert.Equal(FaultKind.WrongWords, Assert.Throws<RecorderException>(() => Open(wrong)).Kind);
    }

    [Fact]
    public void None_stays_none_and_words_that_name_nothing_are_refused()
    {
        cards.Plug(FakeCards.BuiltIn(1, "Headphones", 0, 2));
        using var output = Open(null);
        Assert.False(output.IsLookDue(isTakeRunning: false));
        Assert.Equal(FaultKind.WrongWords, Assert.Throws<RecorderException>(() => Open("jack")).Kind);
    }

    private OutputKeeper Open(string? wish) =>
        new(wish, null, cards, new InterfaceMemory(folder.File("interfaces.json")), RateHz, PeriodFrames, time);

    private void Play(OutputKeeper output, int frames)
    {
        for (var done = 0; done < frames; done += PeriodFrames)
            Assert.True(output.Write(sound, sound));
    }
}
