using Recorder.Panel.Surfaces.Midi;

namespace Recorder.Panel.Tests.Surfaces;

public class MidiParserTests
{
    private readonly List<MidiMessage> messages = [];
    private readonly List<byte[]> sysEx = [];
    private readonly MidiParser parser;

    public MidiParserTests() => parser = new MidiParser(messages.Add, body => sysEx.Add(body.ToArray()));

    [Fact]
    public void Each_kind_has_its_length()
    {
        parser.Feed([0x90, 60, 100, 0x80, 60, 0, 0xB3, 7, 127, 0xE8, 0x01, 0x40, 0xD0, 0x7C, 0xC1, 5, 0xA0, 1, 2]);
        Assert.Equal(
            [new(0x90, 60, 100), new(0x80, 60, 0), new(0xB3, 7, 127), new(0xE8, 1, 0x40), new(0xD0, 0x7C, 0), new(0xC1, 5, 0), new(0xA0, 1, 2)],
            messages);
        Assert.Equal(0x2001, messages[3].Bend);
        Assert.Equal(8, messages[3].Channel);
    }

    [Fact]
    public void Running_status_goes_on_until_another_status()
    {
        parser.Feed([0xB0, 1, 2, 3, 4, 0xD0, 5, 6, 0x90, 7]);
        parser.Feed([8]);
        Assert.Equal([new(0xB0, 1, 2), new(0xB0, 3, 4), new(0xD0, 5, 0), new(0xD0, 6, 0), new(0x90, 7, 8)], messages);
    }

    [Fact]
    public void Realtime_bytes_stand_anywhere_and_change_nothing()
    {
        parser.Feed([0xF8, 0xB0, 0xFE, 1, 0xF8, 2, 0xFA, 3, 0xFC, 4, 0xF0, 0xF8, 9, 0xFE, 0xF7]);
        Assert.Equal([new(0xB0, 1, 2), new(0xB0, 3, 4)], messages);
        Assert.Equal([9], Assert.Single(sysEx));
    }

    [Fact]
    public void System_common_ends_running_status()
    {
        parser.Feed([0xB0, 1, 2, 0xF2, 3, 4, 5, 6, 0xF6, 7, 8]);
        Assert.Equal([new(0xB0, 1, 2)], messages);
    }

    [Fact]
    public void System_exclusive_comes_in_pieces()
    {
        foreach (var value in (byte[])[0xF0, 0, 0, 0x66, 0x14, 1, 2, 0xF7])
            parser.Feed([value]);
        Assert.Equal([0, 0, 0x66, 0x14, 1, 2], Assert.Single(sysEx));
    }

    [Fact]
    public void One_that_never_ends_is_dropped_with_the_next_message()
    {
        parser.Feed([0xF0, 1, 2, 3, 0x90, 60, 100, 0xF7, 0xF0, 4, 0xF0, 5, 0xF7]);
        Assert.Equal([new(0x90, 60, 100)], messages);
        Assert.Equal([5], Assert.Single(sysEx));
    }

    [Fact]
    public void One_that_is_too_long_is_passed_over_and_the_next_is_heard()
    {
        parser.Feed([0xF0, .. new byte[MidiParser.MostSysExBytes + 1], 0xF7, 0xF0, .. new byte[MidiParser.MostSysExBytes], 0xF7]);
        Assert.Equal(MidiParser.MostSysExBytes, Assert.Single(sysEx).Length);
    }

    [Fact]
    public void Data_without_a_status_is_nothing()
    {
        parser.Feed([1, 2, 3, 0xF7, 4]);
        Assert.Empty(messages);
        Assert.Empty(sysEx);
    }

    [Fact]
    public void After_bytes_were_lost_nothing_is_read_out_of_the_rest()
    {
        parser.Feed([0xB0, 1]);
        parser.Reset();
        parser.Feed([2, 3, 0xB0, 4, 5]);
        Assert.Equal([new(0xB0, 4, 5)], messages);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Whatever_comes_messages_are_well_formed_and_the_next_whole_one_is_heard(int seed)
    {
        var random = new Random(seed);
        for (var round = 0; round < 2000; round++)
        {
            var noise = new byte[random.Next(1, 700)];
            random.NextBytes(noise);
            parser.Feed(noise);
            messages.Clear();
            parser.Feed([0x93, 1, 2]);
            Assert.Equal([new(0x93, 1, 2)], messages);
        }
        Assert.All(sysEx, body => Assert.True(body.Length <= MidiParser.MostSysExBytes && body.All(value => value < 0x80)));
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public void However_it_is_split_the_same_is_heard(int seed)
    {
        var random = new Random(seed);
        var stream = new byte[20_000];
        random.NextBytes(stream);
        parser.Feed(stream);
        var (whole, bodies) = (messages.ToArray(), sysEx.Count);
        messages.Clear();
        sysEx.Clear();
        parser.Reset();
        for (var at = 0; at < stream.Length;)
        {
            var length = Math.Min(random.Next(1, 9), stream.Length - at);
            parser.Feed(stream.AsSpan(at, length));
            at += length;
        }
        Assert.Equal(whole, messages);
        Assert.Equal(bodies, sysEx.Count);
        Assert.NotEmpty(whole);
        Assert.All(whole, message => Assert.True(message.Status is >= 0x80 and < 0xF0 && message.Data1 < 0x80 && message.Data2 < 0x80));
    }
}
