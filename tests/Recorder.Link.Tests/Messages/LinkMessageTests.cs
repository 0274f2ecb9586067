using System.Runtime.CompilerServices;
using CsCheck;
using Recorder.Core.Commands;
using Recorder.Core.Parameters;
using Recorder.Link.Messages;

namespace Recorder.Link.Tests.Messages;

public class LinkMessageTests
{
    [Fact]
    public void Every_message_has_the_same_size() => Assert.Equal(LinkMessage.SizeBytes, Unsafe.SizeOf<LinkMessage>());

    [Fact]
    public void Text_comes_back_or_is_cut_at_a_whole_character() => Gen.String[0, 600].Sample(text =>
    {
        LinkMessage message = default;
        message.Text.Set(text);
        var whole = string.Concat(text.EnumerateRunes());
        var back = message.Text.ToString();
        Assert.StartsWith(back, whole, StringComparison.Ordinal);
        Assert.True(back == whole || System.Text.Encoding.UTF8.GetByteCount(back) > LinkText.CapacityBytes - 4);
    });

    [Fact]
    public void Commands_of_the_engine_become_messages()
    {
        var strip = LinkMessages.TryFrom(new SetStrip(3, StripParameter.Pan, -0.5f))!.Value;
        Assert.Equal((LinkKind.SetStrip, 3, (int)StripParameter.Pan, -0.5), (strip.Kind, strip.Number, strip.Choice, strip.Value));

        var start = LinkMessages.TryFrom(new StartTake(null, true))!.Value;
        Assert.Equal((LinkKind.StartTake, true, double.NaN), (start.Kind, start.Flag, start.Value));

        var name = LinkMessages.TryFrom(new NameInput(2, "Größe"))!.Value;
        Assert.Equal((LinkKind.NameInput, 2, "Größe"), (name.Kind, name.Number, name.Text.ToString()));
    }

    [Fact]
    public void Commands_of_the_host_do_not() => Assert.Null(LinkMessages.TryFrom(new RenameTake(1, "Song")));
}
