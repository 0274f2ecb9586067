using Recorder.Core.Ports;
using Recorder.Core.Units;
using Recorder.Simulation.Band;
using Recorder.Simulation.Timing;

namespace Recorder.Simulation.Capture;

/// <summary><c>band:N</c>: the built-in band on N inputs. It never ends and never loses a frame: a reader that is late catches up.</summary>
public sealed class BandCaptureDevice : ICaptureDevice
{
    private readonly BandSynthesizer band;
    private readonly IFrameClock? clock;

    /// <summary>A band that plays in real time by a clock, or as fast as it is read.</summary>
    /// <param name="inputs">1 to 64.</param>
    /// <param name="rateHz">Frames per second, 8000 to 192000.</param>
    /// <param name="time">The clock; null waits for the reader.</param>
    /// <param name="seed">Another seed, another evening.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public BandCaptureDevice(int inputs, int rateHz, TimeProvider? time, ulong seed = 1)
        : this(new BandSynthesizer(inputs, rateHz, seed), time is null ? null : new FrameClock(rateHz, time))
    {
    }

    internal BandCaptureDevice(BandSynthesizer band, IFrameClock? clock)
    {
        (this.band, this.clock) = (band, clock);
        Format = new CaptureFormat(band.Inputs.Count, band.RateHz, SampleFormat.S24, SimulatedPeriod.Frames(band.RateHz));
        InputNames = [.. band.Inputs.Select(input => input.Name)];
    }

    /// <inheritdoc/>
    public string Name => "Built-in band";

    /// <inheritdoc/>
    public InterfaceIdentity Identity => InterfaceIdentity.Of($"band-{Format.Channels}") with { Name = Name };

    /// <inheritdoc/>
    public CaptureFormat Format { get; }

    /// <inheritdoc/>
    public IReadOnlyList<int> RatesHz => StandardRates.All;

    /// <inheritdoc/>
    public IReadOnlyList<string> InputNames { get; }

    /// <inheritdoc/>
    public bool IsPaced => clock is not null;

    /// <inheritdoc/>
    public void Start() => clock?.Start();

    /// <inheritdoc/>
    public CaptureResult Read(PlanarWords destination)
    {
        var frames = destination.Frames;
        if (clock is not null)
        {
            frames = Math.Min(frames, Format.PeriodFrames);
            if (!clock.WaitUntil(band.PositionFrames + frames))
                return new(CaptureStatus.Frames, 0);
        }
        band.Render(destination.Slice(0, frames));
        return new(CaptureStatus.Frames, frames);
    }

    /// <inheritdoc/>
    public void Stop() => clock?.Stop();

    /// <inheritdoc/>
    public void Dispose()
    {
        Stop();
        clock?.Dispose();
    }
}
