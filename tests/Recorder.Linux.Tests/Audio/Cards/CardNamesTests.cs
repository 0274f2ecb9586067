using Recorder.Core.Ports;
using Recorder.Linux.Audio.Cards;

namespace Recorder.Linux.Tests.Audio.Cards;

public class CardNamesTests
{
    private static readonly PresentInterface Was = new(new InterfaceIdentity { Name = "X18", CardId = "X18" }, 1, true, true);

    [Theory]
    [InlineData("hw:1,0", "hw:4,0"), InlineData("hw:1", "hw:4"), InlineData("hw:X18", "hw:4"), InlineData("plughw:X18,1", "plughw:4,1")]
    [InlineData("hw:CARD=X18,DEV=0", "hw:CARD=4,DEV=0"), InlineData("dsnoop:DEV=1,CARD=1", "dsnoop:DEV=1,CARD=4")]
    [InlineData("default", "default"), InlineData("band", "band"), InlineData("hw:2,1", "hw:2,1")]
    public void The_same_name_with_the_cards_number_of_today(string name, string today) =>
        Assert.Equal(today, CardNames.At(name, Was, Was with { Card = 4 }));

    [Fact]
    public void A_machine_without_cards_has_an_empty_list_and_a_fingerprint_that_stays()
    {
        var list = AlsaCards.List(countsChannels: true);
        Assert.Equal(AlsaCards.Fingerprint, AlsaCards.Fingerprint);
        Assert.Equal(list.Count, list.Select(card => card.Identity.Key).Distinct().Count());
    }

    [Fact]
    public void Looking_whether_anything_has_changed_allocates_nothing()
    {
        _ = AlsaCards.Fingerprint;
        Assert.Equal(0, TestSupport.Allocations.Of(() => _ = AlsaCards.Fingerprint));
    }
}
