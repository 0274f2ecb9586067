using Recorder.Core.SetUp;
using Recorder.Core.Units;

namespace Recorder.Core.Tests.SetUp;

public class StereoPairsTests
{
    private static readonly string[] Tracks = ["Kick", "OH L", "OH R", "Gtr L", "Room L", "Room R", " L", " R"];

    [Theory]
    [InlineData(0, null), InlineData(1, 2), InlineData(2, 1), InlineData(3, null), InlineData(4, 5), InlineData(5, 4), InlineData(6, null), InlineData(7, null)]
    public void Neighbours_called_left_and_right_of_one_source_are_a_pair(int track, int? partner) =>
        Assert.Equal(partner, StereoPairs.PartnerOf(Tracks, track, name => name));

    [Theory]
    [InlineData("OH", "OH L", "OH R"), InlineData("OH R", "OH L", "OH R"), InlineData("A very long name of it", "A very long na L", "A very long na R")]
    public void A_source_gives_two_names_that_fit(string source, string left, string right) =>
        Assert.Equal((left, right), StereoPairs.NamesOf(source, 16));

    [Fact]
    public void Parted_they_are_no_pair_any_more()
    {
        var (first, second) = StereoPairs.Parted("OH L", "OH R");
        Assert.Equal(("OH 1", "OH 2"), (first, second));
        Assert.Null(StereoPairs.PartnerOf([first, second], 0, name => name));
    }

    [Fact]
    public void A_set_of_rates_comes_back_as_it_was() =>
        Assert.Equal([44100, 96000], StandardRates.FromBits(StandardRates.ToBits([96000, 44100, 12345])));
}
