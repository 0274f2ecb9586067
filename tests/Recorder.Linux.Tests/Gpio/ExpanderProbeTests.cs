using Recorder.Linux.Gpio.Chips;

namespace Recorder.Linux.Tests.Gpio;

/// <summary>Where an expander is asked; that it answers, and that it does not, is tried on the bench's bus.</summary>
public class ExpanderProbeTests
{
    [Fact]
    public void A_place_on_i2c_is_a_bus_and_an_address() => Assert.Equal((1, 0x20), ExpanderProbe.PlaceOf("i2c/1-0020"));

    [Theory]
    [InlineData("pinctrl-rp1|pinctrl-bcm2711")]
    [InlineData("/dev/gpiochip0")]
    [InlineData("spi/0.1")]
    [InlineData("i2c/1")]
    [InlineData("i2c/x-0020")]
    [InlineData("i2c/1-00zz")]
    public void Another_address_has_none(string address) => Assert.Null(ExpanderProbe.PlaceOf(address));

    [Fact]
    public void A_bus_that_is_not_there_is_not_asked() => Assert.Null(ExpanderProbe.For("i2c/9999-0020"));
}
