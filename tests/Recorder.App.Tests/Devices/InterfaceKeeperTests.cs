using Microsoft.Extensions.Time.Testing;
using Recorder.App.Devices;
using Recorder.Core.Faults;
using Recorder.Core.Ports;
using Recorder.TestSupport;

namespace Recorder.App.Tests.Devices;

public sealed class InterfaceKeeperTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly FakeCards cards = new();
    private readonly FakeTimeProvider time = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("alsa:hw:1,0", "hw:3,0"), InlineData("alsa:plughw:X18", "plughw:3"), InlineData("auto", "hw:3,0")]
    public void What_was_lost_is_found_again_under_another_number(string words, string nameThen)
    {
        cards.Plug(FakeCards.Usb(1, "X18", 18));
        var keeper = Keeper(words);
        Assert.Equal("usb-1397-00d4-1", keeper.TryOpen()!.Identity.Key);

        cards.Pull(1);
        Assert.Null(keeper.Reopen());
        cards.Plug(FakeCards.Usb(3, "X18", 18));

        var again = Assert.IsType<FakeInputs>(keeper.Reopen());
        Assert.True(again.IsStarted);
        Assert.Equal(nameThen, cards.Opened[^1]);
    }

    [Fact]
    public void Another_card_at_the_old_number_is_left_alone_while_a_take_waits_for_the_lost_one()
    {
        cards.Plug(FakeCards.Usb(1, "X18", 18));
        var keeper = Keeper("alsa:hw:1,0");
        keeper.TryOpen();
        cards.Pull(1);
        cards.Plug(FakeCards.Usb(1, "X18", 18, serial: "2"));

        Assert.Null(keeper.Reopen());
        Assert.Single(cards.Opened);
    }

    [Fact]
    public void While_it_stays_away_looking_for_it_costs_nothing()
    {
        cards.Plug(FakeCards.Usb(1, "X18", 18));
        var keeper = Keeper("auto");
        keeper.TryOpen();
        cards.Pull(1);
        keeper.Reopen();
        var looks = cards.Looks;
        for (var i = 0; i < 29; i++)
        {
            time.Advance(TimeSpan.FromSeconds(0.5));
            Assert.Null(keeper.Reopen());
        }
        Assert.Equal(looks, cards.Looks);
        time.Advance(TimeSpan.FromSeconds(1));
        keeper.Reopen();
        Assert.Equal(looks + 1, cards.Looks);
    }

    [Fact]
    public void Left_to_the_recorder_what_is_plugged_in_goes_before_what_is_built_in_and_more_inputs_before_fewer()
    {
        cards.Plug(FakeCards.BuiltIn(0, "Loopback", 32));
        cards.Plug(FakeCards.Usb(1, "Headset", 1, serial: "9"));
        cards.Plug(FakeCards.Usb(2, "X18", 18));
        Assert.Equal("X18", Keeper("auto").TryOpen()!.Name);

        cards.Busy.Add("hw:2,0");
        Assert.Equal("Headset", Keeper("auto").TryOpen()!.Name);
    }

    [Fact]
    public void The_one_that_was_chosen_goes_before_all_and_the_best_serves_until_it_is_there()
    {
        var (small, big) = (FakeCards.Usb(1, "Duo", 2, serial: "9"), FakeCards.Usb(2, "X18", 18));
        cards.Plug(small);
        cards.Plug(big);
        var keeper = Keeper("auto");
        Assert.Equal("X18", keeper.TryOpen()!.Name);
        Assert.Null(Look(keeper));

        Assert.True(keeper.Choose(small.Identity.Key).Accepted);
        Assert.Equal("Duo", Look(keeper)!.Name);
        keeper.Accept();
        Assert.Null(Look(keeper));

        // From day to day, and when it is put in after the start.
        Assert.Equal("Duo", Keeper("auto").TryOpen()!.Name);
        cards.Pull(1);
        var later = Keeper("auto");
        Assert.Equal("X18", later.TryOpen()!.Name);
        cards.Plug(small);
        Assert.Equal("Duo", Look(later)!.Name);
    }

    [Fact]
    public void With_none_there_the_first_that_comes_is_taken()
    {
        var keeper = Keeper("auto");
        Assert.Null(keeper.TryOpen());
        Assert.Null(Look(keeper, isPresent: false));
        cards.Plug(FakeCards.Usb(1, "X18", 18));
        Assert.Equal("X18", Look(keeper, isPresent: false)!.Name);
    }

    [Fact]
    public void When_it_goes_while_nothing_runs_another_serves_but_not_before_it_is_really_gone()
    {
        cards.Plug(FakeCards.Usb(1, "Duo", 2, serial: "9"));
        cards.Plug(FakeCards.Usb(2, "X18", 18));
        var keeper = Keeper("auto");
        keeper.TryOpen();
        // It hangs, but its card is there: the thread that captures takes it again.
        Assert.Null(Look(keeper, isPresent: false));
        cards.Pull(2);
        Assert.Equal("Duo", Look(keeper, isPresent: false)!.Name);
    }

    [Fact]
    public void An_offer_that_was_not_accepted_changes_nothing()
    {
        cards.Plug(FakeCards.Usb(1, "Duo", 2, serial: "9"));
        var keeper = Keeper("auto");
        keeper.TryOpen();
        cards.Plug(FakeCards.Usb(2, "X18", 18));
        Assert.Equal("X18", Look(keeper)!.Name);
        Assert.Equal("Duo", Assert.IsType<FakeInputs>(keeper.Reopen()).Name);
    }

    [Fact]
    public void After_the_take_it_is_taken_as_it_came_back()
    {
        cards.Plug(FakeCards.Usb(1, "X18", 18));
        var keeper = Keeper("alsa:hw:X18");
        keeper.TryOpen();
        cards.Pull(1);
        cards.Plug(FakeCards.Usb(4, "X18", 2));
        Assert.Equal(2, keeper.Reopen()!.Format.Channels);
        var other = keeper.LookForAnother(isPresent: false, isChanged: true)!;
        Assert.Equal((2, "hw:4"), (other.Format.Channels, cards.Opened[^1]));
    }

    [Fact]
    public void A_named_interface_that_is_not_there_is_waited_for_and_no_other_is_taken()
    {
        cards.Plug(FakeCards.Usb(1, "Duo", 2, serial: "9"));
        var keeper = Keeper("alsa:hw:X18");
        Assert.Null(keeper.TryOpen());
        Assert.Contains("hw:X18", keeper.Complaint, StringComparison.Ordinal);
        Assert.Null(Look(keeper, isPresent: false));
        cards.Plug(FakeCards.Usb(2, "X18", 18));
        Assert.Equal("X18", Look(keeper, isPresent: false)!.Name);
        Assert.False(keeper.Choose("usb-1397-00d4-9").Accepted);
    }

    [Fact]
    public void What_is_not_there_cannot_be_chosen_and_words_that_name_nothing_are_refused()
    {
        Assert.False(Keeper("auto").Choose("usb-1397-00d4-1").Accepted);
        Assert.True(Keeper("auto").Choose("").Accepted);
        Assert.Equal(FaultKind.WrongWords, Assert.Throws<RecorderException>(() => Keeper("card:1").TryOpen()).Kind);
    }

    private InterfaceKeeper Keeper(string device) => new(new CaptureChoice(device), cards, new InterfaceMemory(folder.File("interfaces.json")), time);

    private ICaptureDevice? Look(InterfaceKeeper keeper, bool isPresent = true)
    {
        time.Advance(TimeSpan.FromSeconds(2));
        return keeper.LookForAnother(isPresent, isChanged: false);
    }
}
