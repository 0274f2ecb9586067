using System.Device.Gpio;
using CsCheck;
using Recorder.Core.Ports;
using Recorder.Linux.Displays;
using Recorder.Simulation.Displays;
using Recorder.Simulation.Gpio;

namespace Recorder.Simulation.Tests.Displays;

/// <summary>The real drivers on simulated controllers: what is decoded must be what was drawn.</summary>
public sealed class DriverAgainstSimulatorTests : IDisposable
{
    private const int DataCommandPin = 4;
    private const int ResetPin = 5;
    private readonly SimulatedGpioDriver gpio = new(8);
    private readonly GpioController controller;
    private readonly SimulatedSsd1322 grey;
    private readonly SimulatedSsd1306 oneBit = new();
    private readonly SimulatedSh1106 wide = new();
    private readonly Ssd1322 greyDriver;
    private readonly Ssd1306 oneBitDriver;
    private readonly Sh1106 wideDriver;

    public DriverAgainstSimulatorTests()
    {
        controller = new GpioController(gpio);
        grey = new SimulatedSsd1322(gpio, DataCommandPin);
        greyDriver = new Ssd1322(grey, DataCommandPin, ResetPin, controller);
        oneBitDriver = new Ssd1306(oneBit);
        wideDriver = new Sh1106(wide);
    }

    public void Dispose()
    {
        greyDriver.Dispose();
        oneBitDriver.Dispose();
        wideDriver.Dispose();
        controller.Dispose();
    }

    [Fact]
    public void Random_pictures_with_partial_updates_decode_exactly() =>
        Changes(256, 64).Array[1, 8].Sample(changes =>
        {
            AssertDecodes(greyDriver, grey, changes, value => value);
            Change[] halved = [.. changes.Select(change => change with { X = change.X / 2, Width = change.Width / 2 })];
            AssertDecodes(oneBitDriver, oneBit, halved, InOneBit);
            AssertDecodes(wideDriver, wide, halved, InOneBit);
        }, iter: 60, threads: 1);

    [Fact]
    public void Only_what_changed_crosses_the_bus()
    {
        var picture = new byte[256 * 64];
        greyDriver.Show(picture);
        var before = grey.BytesReceived;
        greyDriver.Show(picture);
        Assert.Equal(before, grey.BytesReceived);

        picture[40 * 256 + 100] = 9;
        greyDriver.Show(picture);
        Assert.InRange(grey.BytesReceived - before, 1, 12);
    }

    [Fact]
    public void Contrast_and_sleep_reach_the_controller_and_the_picture_is_kept()
    {
        var picture = new byte[256 * 64];
        Array.Fill(picture, (byte)7);
        greyDriver.Show(picture);
        greyDriver.SetContrast(20);
        greyDriver.Sleep(asleep: true);
        Assert.Equal(20, grey.Contrast);
        Assert.False(grey.IsOn);
        Assert.All(Decode(grey), value => Assert.Equal(0, value));

        greyDriver.Sleep(asleep: false);
        Assert.Equal(picture, Decode(grey));
    }

    [Fact]
    public void One_disturbed_transfer_is_not_noticed()
    {
        var failures = 0;
        grey.FailsNow = () => failures++ == 3;
        oneBit.FailsNow = () => failures++ == 3;
        AssertDecodes(greyDriver, grey, [new(3, 4, 100, 40, 11)], value => value);
        failures = 0;
        AssertDecodes(oneBitDriver, oneBit, [new(3, 4, 100, 40, 11)], InOneBit);
    }

    [Fact]
    public void A_dead_bus_is_told_and_the_display_comes_back_whole()
    {
        var picture = new byte[256 * 64];
        greyDriver.Show(picture);
        grey.FailsNow = () => true;
        picture[5] = 15;
        Assert.False(greyDriver.Show(picture));

        grey.LosePower();
        grey.FailsNow = null;
        picture[900] = 15;
        Assert.True(greyDriver.Show(picture));
        Assert.Equal(picture, Decode(grey));
    }

    [Fact]
    public void Every_transfer_that_can_fail_leaves_a_whole_picture_after_the_next()
    {
        var untilFailure = 0;
        grey.FailsNow = () => untilFailure-- == 0;
        for (var i = 0; i < 90; i++)
        {
            untilFailure = i;
            var picture = new byte[256 * 64];
            Array.Fill(picture, (byte)(i % 16));
            greyDriver.Show(picture);
            picture[i] ^= 5;
            Assert.True(greyDriver.Show(picture));
            Assert.True(picture.AsSpan().SequenceEqual(Decode(grey)));
        }
    }

    [Fact]
    public void One_bit_displays_send_only_the_columns_that_changed()
    {
        foreach (var (driver, display) in new (PagedDisplay, SimulatedPagedDisplay)[] { (oneBitDriver, oneBit), (wideDriver, wide) })
        {
            var picture = new byte[128 * 64];
            driver.Show(picture);
            var before = display.BytesReceived;
            driver.Show(picture);
            Assert.Equal(before, display.BytesReceived);

            picture[20 * 128 + 5] = 15;
            picture[20 * 128 + 120] = 15;
            driver.Show(picture);
            Assert.InRange(display.BytesReceived - before, 1, 18);
            Assert.Equal(picture, Decode(display));
        }
    }

    [Fact]
    public void A_one_bit_display_that_lost_its_power_comes_back_whole()
    {
        foreach (var (driver, display) in new (PagedDisplay, SimulatedPagedDisplay)[] { (oneBitDriver, oneBit), (wideDriver, wide) })
        {
            var picture = new byte[128 * 64];
            driver.SetContrast(33);
            driver.Show(picture);
            display.FailsNow = () => true;
            picture[700] = 15;
            Assert.False(driver.Show(picture));
            display.LosePower();
            display.FailsNow = null;
            Assert.True(driver.Show(picture));
            Assert.Equal(picture, Decode(display));
            Assert.Equal(33, display.Contrast);
            driver.Sleep(asleep: true);
            Assert.All(Decode(display), value => Assert.Equal(0, value));
        }
    }

    [Fact]
    public void A_picture_of_another_size_is_refused() =>
        Assert.Throws<ArgumentException>(() => greyDriver.Show(new byte[128 * 64]));

    private static byte InOneBit(byte value) => value >= 8 ? (byte)15 : (byte)0;

    private static Gen<Change> Changes(int width, int height) =>
        Gen.Select(Gen.Int[0, width - 1], Gen.Int[0, height - 1], Gen.Int[0, width], Gen.Int[0, height], Gen.Byte[0, 15])
            .Select((x, y, w, h, value) => new Change(x, y, w, h, value));

    private static void AssertDecodes(IDisplay driver, ISimulatedDisplay display, Change[] changes, Func<byte, byte> seen)
    {
        var picture = new byte[display.Width * display.Height];
        foreach (var change in changes)
        {
            for (var y = change.Y; y < Math.Min(change.Y + change.Height, display.Height); y++)
                for (var x = change.X; x < Math.Min(change.X + change.Width, display.Width); x++)
                    picture[y * display.Width + x] = (byte)((change.Value + x * y) & 15);
            Assert.True(driver.Show(picture));
            Assert.True(Array.ConvertAll(picture, value => seen(value)).AsSpan().SequenceEqual(Decode(display)));
        }
    }

    private static byte[] Decode(ISimulatedDisplay display)
    {
        var greys = new byte[display.Width * display.Height];
        display.CopyPicture(greys);
        return greys;
    }

    private sealed record Change(int X, int Y, int Width, int Height, byte Value);
}
