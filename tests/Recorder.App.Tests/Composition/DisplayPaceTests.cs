using System.Device.Gpio;
using System.Device.I2c;
using System.Device.Spi;
using Recorder.Core.Ports;
using Recorder.Core.Snapshots;
using Recorder.Linux.Displays;
using Recorder.Panel;
using Recorder.Panel.Graphics;
using Recorder.Panel.Screens;
using Recorder.Simulation.Gpio;

namespace Recorder.App.Tests.Composition;

/// <summary>What a picture costs on its bus, and so how many of them a second it carries.</summary>
public sealed class DisplayPaceTests
{
    private const double I2cHz = 400_000;
    private const double SpiHz = 10_000_000;
    private const double LeastPerSecond = 25;
    private const int Pictures = 300;

    [Theory]
    [InlineData("ssd1306")]
    [InlineData("sh1106")]
    public void I2c_at_400_kHz_carries_25_pictures_a_second_even_when_every_pixel_changes(string controller)
    {
        using var bus = new CountingI2c();
        using PagedDisplay display = controller == "sh1106" ? new Sh1106(bus) : new Ssd1306(bus);
        var (meters, worst) = (BitsAPicture(display, () => bus.Bits, Meters), BitsAPicture(display, () => bus.Bits, Flicker));
        Tell(controller, I2cHz, meters, worst);
        Assert.True(I2cHz / worst >= LeastPerSecond, $"{I2cHz / worst:0.0} pictures a second at worst");
        // Only what changed is sent.
        Assert.True(meters < 0.75 * worst, $"{meters:0} bits for meters, {worst:0} for everything");
    }

    [Fact]
    public void Spi_at_10_MHz_carries_25_pictures_a_second_even_when_every_pixel_changes()
    {
        using var gpio = new GpioController(new SimulatedGpioDriver(8));
        using var bus = new CountingSpi();
        using var display = new Ssd1322(bus, 4, 5, gpio, shouldDispose: false);
        var (meters, worst) = (BitsAPicture(display, () => bus.Bits, Meters), BitsAPicture(display, () => bus.Bits, Flicker));
        Tell("ssd1322", SpiHz, meters, worst);
        Assert.True(SpiHz / worst >= LeastPerSecond, $"{SpiHz / worst:0.0} pictures a second at worst");
        Assert.True(meters < worst);
    }

    private static void Tell(string controller, double busHz, double meters, double worst) => TestContext.Current.SendDiagnosticMessage(
        $"{controller}: METERS with sixteen moving bars {meters / 8:0} bytes, {busHz / meters:0} pictures/s; every pixel {worst / 8:0} bytes, {busHz / worst:0} pictures/s");

    private static double BitsAPicture(IDisplay display, Func<long> bits, Action<FrameBuffer, int> draw)
    {
        var frame = new FrameBuffer(display.Width, display.Height);
        draw(frame, 0);
        Assert.True(display.Show(frame.Pixels));
        var before = bits();
        for (var i = 1; i <= Pictures; i++)
        {
            draw(frame, i);
            Assert.True(display.Show(frame.Pixels));
        }
        return (double)(bits() - before) / Pictures;
    }

    private static void Flicker(FrameBuffer frame, int number) => frame.Fill(0, 0, frame.Width, frame.Height, number % 2 == 0 ? (byte)15 : (byte)0);

    // A band in full swing: every bar goes its own way.
    private static void Meters(FrameBuffer frame, int number)
    {
        var snapshot = new RecorderSnapshot
        {
            Transport = TransportState.Recording,
            Interface = new InterfaceState { IsPresent = true, Channels = 16, RateHz = 48000 },
            Running = new RunningTake { Number = 12, Seconds = number / 30.0, Tracks = 16 },
            Inputs = [.. Enumerable.Range(0, 16).Select(input => Level(0.5 + 0.45 * Math.Sin(number * (0.3 + 0.11 * input) + input)))],
        };
        PanelRenderer.Draw(frame, snapshot, new PanelState { IsSmall = frame.Width < 256 });
    }

    private static InputState Level(double level) => new() { Peak = (float)level, Rms = (float)(level / 2), Hold = (float)Math.Min(1, level * 1.2) };

    /// <summary>Counts the bits that a transfer takes: start, address and each byte with its acknowledge, stop.</summary>
    private sealed class CountingI2c : I2cDevice
    {
        public long Bits { get; private set; }
        public override I2cConnectionSettings ConnectionSettings { get; } = new(1, PagedDisplay.DefaultI2cAddress);
        public override void Write(ReadOnlySpan<byte> buffer) => Bits += 2 + 9 * (1 + buffer.Length);
        public override void Read(Span<byte> buffer) => throw new NotSupportedException();
        public override void WriteRead(ReadOnlySpan<byte> writeBuffer, Span<byte> readBuffer) => throw new NotSupportedException();
    }

    private sealed class CountingSpi : SpiDevice
    {
        public long Bits { get; private set; }
        public override SpiConnectionSettings ConnectionSettings { get; } = new(0, 0) { ClockFrequency = (int)SpiHz };
        public override void Write(ReadOnlySpan<byte> buffer) => Bits += 8 * buffer.Length;
        public override void Read(Span<byte> buffer) => throw new NotSupportedException();
        public override void TransferFullDuplex(ReadOnlySpan<byte> writeBuffer, Span<byte> readBuffer) => throw new NotSupportedException();
    }
}
