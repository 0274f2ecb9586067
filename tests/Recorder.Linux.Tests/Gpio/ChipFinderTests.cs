using System.Device.Gpio;
using System.Runtime.CompilerServices;
using Recorder.Linux.Gpio.Chips;
using Recorder.TestSupport;

namespace Recorder.Linux.Tests.Gpio;

public sealed class ChipFinderTests : IDisposable
{
    private readonly TemporaryFolder root = new();

    public void Dispose() => root.Dispose();

    [Fact]
    public void A_device_is_itself() => Assert.Equal("/dev/gpiochip3", ChipFinder.PathOf("/dev/gpiochip3", _ => null, root.Path));

    [Fact]
    public void A_place_on_a_bus_gives_the_chip_that_is_there()
    {
        Directory.CreateDirectory(root.File("sys/bus/i2c/devices/1-0020/gpiochip2"));
        Directory.CreateDirectory(root.File("sys/bus/spi/devices/spi0.1/gpiochip5"));
        Assert.Equal("/dev/gpiochip2", ChipFinder.PathOf("i2c/1-0020", _ => null, root.Path));
        Assert.Equal("/dev/gpiochip5", ChipFinder.PathOf("spi/0.1", _ => null, root.Path));
        Assert.Throws<IOException>(() => ChipFinder.PathOf("i2c/1-0021", _ => null, root.Path));
    }

    [Fact]
    public void Of_several_labels_the_first_that_is_there_counts()
    {
        Directory.CreateDirectory(root.File("dev"));
        foreach (var name in (string[])["gpiochip0", "gpiochip4"])
            File.WriteAllText(root.File($"dev/{name}"), "");
        string? LabelOf(string path) => path.EndsWith('4') ? "pinctrl-rp1" : "raspberrypi-exp-gpio";
        Assert.EndsWith("gpiochip4", ChipFinder.PathOf("pinctrl-bcm2711|pinctrl-rp1", LabelOf, root.Path), StringComparison.Ordinal);
        Assert.Throws<IOException>(() => ChipFinder.PathOf("pinctrl-bcm2711", LabelOf, root.Path));
    }

    [Fact]
    public void Layouts_have_the_kernels_sizes()
    {
        Assert.Equal(68, Unsafe.SizeOf<GpioCalls.ChipInfo>());
        Assert.Equal(272, Unsafe.SizeOf<GpioCalls.LineConfig>());
        Assert.Equal(592, Unsafe.SizeOf<GpioCalls.LineRequest>());
        Assert.Equal(16, Unsafe.SizeOf<GpioCalls.LineValues>());
        Assert.Equal(48, Unsafe.SizeOf<KernelLineEvent>());
        Assert.Equal(0xC250B407u, GpioCalls.GetLines);
    }

    [Fact]
    public void One_configuration_sets_every_lines_mode_and_the_outputs_levels()
    {
        var config = KernelChipLines.ConfigOf(
            [new(4, PinMode.InputPullUp), new(5, PinMode.Output), new(6, PinMode.InputPullUp), new(7, PinMode.Output)], outputLevels: 0b1000);
        Assert.Equal(3u, config.AttributeCount);
        Assert.Equal((1u, 0x134ul, 0b0101ul), (config.Attributes[0].Id, config.Attributes[0].Value, config.Attributes[0].Mask));
        Assert.Equal((1u, 0x8ul, 0b1010ul), (config.Attributes[1].Id, config.Attributes[1].Value, config.Attributes[1].Mask));
        Assert.Equal((2u, 0b1000ul, 0b1010ul), (config.Attributes[2].Id, config.Attributes[2].Value, config.Attributes[2].Mask));
    }
}
