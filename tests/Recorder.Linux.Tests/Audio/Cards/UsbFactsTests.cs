using Recorder.Linux.Audio.Cards;
using Recorder.TestSupport;

namespace Recorder.Linux.Tests.Audio.Cards;

public class UsbFactsTests
{
    private const string Controller = "sys/devices/platform/usb1";

    [Fact]
    public void A_card_tells_product_serial_number_and_port_of_its_usb_device_through_links_as_the_kernel_lays_them()
    {
        using var root = new TemporaryFolder();
        Lay(root, "1-1/1-1.2", "A1B2C3");
        Assert.Equal(new UsbFacts("1397:00d4", "A1B2C3", "1-1.2"), UsbFacts.Read(3, root.Path));
    }

    [Fact]
    public void A_device_without_a_serial_number_has_none()
    {
        using var root = new TemporaryFolder();
        Lay(root, "1-4", null);
        Assert.Equal(new UsbFacts("1397:00d4", null, "1-4"), UsbFacts.Read(3, root.Path));
    }

    [Fact]
    public void A_card_that_is_built_in_has_no_usb_device()
    {
        using var root = new TemporaryFolder();
        Directory.CreateDirectory(Path.Combine(root.Path, "sys/devices/platform/soc/sound/card0"));
        Assert.Null(UsbFacts.Read(0, root.Path));
    }

    [Fact]
    public void Where_the_kernel_shows_no_devices_the_sound_systems_own_words_do()
    {
        using var root = new TemporaryFolder();
        Directory.CreateDirectory(Path.Combine(root.Path, "proc/asound/card1"));
        File.WriteAllText(Path.Combine(root.Path, "proc/asound/card1/usbid"), "1235:8215\n");
        Assert.Equal(new UsbFacts("1235:8215", null, null), UsbFacts.Read(1, root.Path));
    }

    // As under /sys: the class's entry is a link to the card, and the card's "device" is a link to the USB interface it is of.
    private static void Lay(TemporaryFolder root, string port, string? serial)
    {
        var device = Path.Combine(root.Path, Controller, port);
        var card = Path.Combine(device, "1-1.2:1.0", "sound", "card3");
        Directory.CreateDirectory(card);
        File.WriteAllText(Path.Combine(device, "idVendor"), "1397\n");
        File.WriteAllText(Path.Combine(device, "idProduct"), "00d4\n");
        if (serial is not null)
            File.WriteAllText(Path.Combine(device, "serial"), serial + "\n");
        Directory.CreateSymbolicLink(Path.Combine(card, "device"), "../../../1-1.2:1.0");
        var classes = Directory.CreateDirectory(Path.Combine(root.Path, "sys/class/sound"));
        Directory.CreateSymbolicLink(Path.Combine(classes.FullName, "card3"), Path.GetRelativePath(classes.FullName, card));
    }
}
