using System.Text;
using Recorder.Core.Ports;

namespace Recorder.Core.Tests.Ports;

public class InterfaceIdentityTests
{
    private static readonly InterfaceIdentity Mixer = new()
    {
        Name = "X18", LongName = "Behringer X18", CardId = "X18", UsbId = "1397:00d4", Serial = "A1B2C3", UsbPort = "1-1.2",
    };

    private static readonly InterfaceIdentity Plain = Mixer with { Serial = null };

    [Fact]
    public void What_the_kernel_makes_of_the_card_does_not_matter_to_a_usb_device()
    {
        var returned = Mixer with { CardId = "X18_1", UsbPort = "3-2", LongName = "Behringer X18 elsewhere" };
        Assert.True(Mixer.IsSame(returned));
        Assert.Equal(Mixer.Key, returned.Key);
        Assert.Equal("usb-1397-00d4-A1B2C3", Mixer.Key);
    }

    [Fact]
    public void Another_serial_number_or_another_product_is_another_interface()
    {
        Assert.False(Mixer.IsSame(Mixer with { Serial = "A1B2C4" }));
        Assert.False(Mixer.IsSame(Plain));
        Assert.False(Mixer.IsSame(Mixer with { UsbId = "1397:00d5" }));
        Assert.False(Mixer.IsSame(Mixer with { UsbId = null }));
    }

    [Fact]
    public void Without_a_serial_number_it_may_change_its_port_while_it_is_alone_of_its_kind() =>
        Assert.True(Plain.IsSame(Plain with { UsbPort = "1-1.3" }));

    [Fact]
    public void Of_two_alike_each_is_known_by_its_port()
    {
        var (left, right) = (Plain with { HasTwin = true }, Plain with { HasTwin = true, UsbPort = "1-1.3" });
        Assert.False(left.IsSame(right));
        Assert.NotEqual(left.Key, right.Key);
        // The one that is left when the other is pulled, and the one that stays when another comes.
        Assert.False(left.IsSame(right with { HasTwin = false }));
        Assert.True((left with { HasTwin = false }).IsSame(left));
    }

    [Fact]
    public void A_card_that_is_built_in_is_known_by_its_id_and_its_devices_are_told_apart()
    {
        var loopback = new InterfaceIdentity { Name = "Loopback", LongName = "Loopback 1", CardId = "Loopback" };
        Assert.Equal("card-Loopback", loopback.Key);
        Assert.Equal("card-Loopback+1", (loopback with { Device = 1 }).Key);
        Assert.False(loopback.IsSame(loopback with { Device = 1 }));
        Assert.False(loopback.IsSame(loopback with { CardId = "Dummy" }));
    }

    [Fact]
    public void A_pcm_without_a_card_is_known_by_its_name_and_what_it_says_of_itself()
    {
        var plugin = new InterfaceIdentity { Name = "Test card", PcmName = "testcard:CHANNELS=2", LongName = "Test card" };
        Assert.True(plugin.IsSame(plugin with { }));
        Assert.False(plugin.IsSame(plugin with { LongName = "Other card" }));
        Assert.NotEqual(plugin.Key, (plugin with { LongName = "Other card" }).Key);
        Assert.Equal("pcm-default", InterfaceIdentity.Of("default").Key);
        Assert.Equal("", new InterfaceIdentity { Name = "" }.Key);
    }

    [Theory]
    [InlineData("0001-ABCDEF0123456789-ABCDEF0123456789-000000001")]
    [InlineData("Ä Ö/Ü")]
    [InlineData("")]
    public void A_key_is_short_and_can_stand_anywhere(string serial)
    {
        var key = (Mixer with { Serial = serial, HasTwin = true, UsbPort = "1-1.4.4.2", Device = 1 }).Key;
        Assert.InRange(Encoding.UTF8.GetByteCount(key), 1, 47);
        Assert.DoesNotContain(key, letter => !char.IsAsciiLetterOrDigit(letter) && !"-_.@+~".Contains(letter, StringComparison.Ordinal));
    }

    [Fact]
    public void Long_serial_numbers_that_differ_at_their_end_make_different_keys() =>
        Assert.NotEqual((Mixer with { Serial = new string('7', 40) + "1" }).Key, (Mixer with { Serial = new string('7', 40) + "2" }).Key);
}
