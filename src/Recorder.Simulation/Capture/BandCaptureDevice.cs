using Recorder.Core.Ports;
using Recorder.Core.Units;
using Recorder.Simulation.Band;
using Recorder.Simulation.Timing;

namespace Recorder.Simulation.Capture;

/// <summary><c>band:N</c>: the built-in band on N inputs. It never ends and never loses a frame: a reader that is late catches up.</summary>
public sealed class BandCaptureDevice : ICaptureDevice
{
    private const string BandName = "Built-in band";

    private readonly BandSynthesizer band;
    private readonly IFrameClock? clock;
    private readonly PreampKnobs? knobs;
    private readonly SimulatedPreamps? preamps;

    /// <summary>A band that plays in real time by a clock, or as fast as it is read.</summary>
    /// <param name="inputs">1 to 64.</param>
    /// <param name="rateHz">Frames per second, 8000 to 192000.</param>
    /// <param name="time">The clock; null waits for the reader.</param>
    /// <param name="seed">Another seed, another evening.</param>
    /// <param name="knobs">The interface's gains and pads, one per input, closed with it; null has none.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public BandCaptureDevice(int inputs, int rateHz, TimeProvider? time, ulong seed = 1, PreampKnobs? knobs = null)
        : this(new BandSynthesizer(inputs, rateHz, seed), time is null ? null : new FrameClock(rateHz, time), knobs)
    {
    }

    internal BandCaptureDevice(BandSynthesizer band, IFrameClock? clock, PreampKnobs? knobs = null)
    {
        (this.band, this.clock, this.knobs) = (band, clock, knobs);
        preamps = knobs is null ? null : new SimulatedPreamps(knobs);
        Format = new CaptureFormat(band.Inputs.Count, band.RateHz, SampleFormat.S24, SimulatedPeriod.Frames(band.RateHz));
        InputNames = [.. band.Inputs.Select(input => input.Name)];
    }

    /// <inheritdoc/>
    public string Name => BandName;

    /// <inheritdoc/>
    public InterfaceIdentity Identity => IdentityOf(Format.Channels);

    /// <summary>What the settings of the interface of a band on so many inputs are kept under.</summary>
    public static string KeyOf(int inputs) => IdentityOf(inputs).Key;

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
        var delivery = destination.Slice(0, frames);
        band.Render(delivery);
        preamps?.Amplify(delivery);
        return new(CaptureStatus.Frames, frames);
    }

    /// <inheritdoc/>
    public void Stop() => clock?.Stop();

    /// <inheritdoc/>
    public void Dispose()
    {
        Stop();
        clock?.Dispose();
        knobs?.Dispose();
    }

    private static InterfaceIdentity IdentityOf(int inputs) => InterfaceIdentity.Of(FormattableString.Invariant($"band-{inputs}")) with { Name = BandName };
}
