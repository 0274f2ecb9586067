using Recorder.Core.Ports;
using Recorder.Core.Units;

namespace Recorder.Engine;

/// <summary>What an engine listens to while no interface is there: no inputs, and gone from its first look on. Takes play and mix all the same.</summary>
/// <param name="rateHz">The rate at which takes are played meanwhile.</param>
public sealed class AbsentInterface(int rateHz) : ICaptureDevice
{
    private const int PeriodsPerSecond = 200;

    /// <inheritdoc/>
    public string Name => "";

    /// <inheritdoc/>
    public InterfaceIdentity Identity { get; } = new() { Name = "" };

    /// <inheritdoc/>
    public CaptureFormat Format { get; } = new(0, rateHz, SampleFormat.S24, rateHz / PeriodsPerSecond);

    /// <inheritdoc/>
    public IReadOnlyList<string> InputNames => [];

    /// <inheritdoc/>
    public bool IsPaced => true;

    /// <inheritdoc/>
    public void Start()
    {
    }

    /// <inheritdoc/>
    public CaptureResult Read(PlanarWords destination) => new(CaptureStatus.Gone, 0);

    /// <inheritdoc/>
    public void Stop()
    {
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
