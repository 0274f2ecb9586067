using Recorder.Core.Faults;
using Recorder.Core.Ports;
using Recorder.Simulation.Timing;

namespace Recorder.Simulation.Capture;

/// <summary><c>files:DIR</c>: the audio files of a folder as the inputs of an interface. It never loses a frame: a reader that is late catches up.</summary>
public sealed class FilesCaptureDevice : ICaptureDevice
{
    private readonly AudioFolder folder;
    private readonly IFrameClock? clock;
    private readonly ReadAhead? ahead;
    private long position;

    /// <summary>Opens the files of a folder.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="time">The clock of an interface that runs in real time; null waits for the reader.</param>
    /// <param name="loops">Whether the files begin again where the longest ends; otherwise the input ends there.</param>
    /// <exception cref="RecorderException">No file is there, one cannot be read, or their rates differ.</exception>
    public FilesCaptureDevice(string path, TimeProvider? time, bool loops = false)
        : this(new AudioFolder(path, loops), Path.GetFileName(Path.TrimEndingDirectorySeparator(path)), rateHz => time is null ? null : new FrameClock(rateHz, time))
    {
    }

    internal FilesCaptureDevice(AudioFolder folder, string name, Func<int, IFrameClock?> clockAt)
    {
        (this.folder, Name, clock) = (folder, name, clockAt(folder.RateHz));
        Format = new CaptureFormat(folder.InputNames.Count, folder.RateHz, folder.Format, SimulatedPeriod.Frames(folder.RateHz));
        ahead = clock is null ? null : new ReadAhead(folder);
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public InterfaceIdentity Identity => InterfaceIdentity.Of($"files-{Name}") with { Name = Name };

    /// <inheritdoc/>
    public CaptureFormat Format { get; }

    /// <inheritdoc/>
    public IReadOnlyList<string> InputNames => folder.InputNames;

    /// <inheritdoc/>
    public bool IsPaced => clock is not null;

    /// <inheritdoc/>
    public void Start() => clock?.Start();

    /// <inheritdoc/>
    public CaptureResult Read(PlanarWords destination) => ahead is null ? ReadNow(destination) : ReadInTime(destination);

    /// <inheritdoc/>
    public void Stop() => clock?.Stop();

    /// <inheritdoc/>
    public void Dispose()
    {
        Stop();
        ahead?.Dispose();
        folder.Dispose();
        clock?.Dispose();
    }

    private CaptureResult ReadNow(PlanarWords destination)
    {
        try
        {
            var frames = folder.Read(destination);
            return new(frames == 0 ? CaptureStatus.Ended : CaptureStatus.Frames, frames);
        }
        catch (RecorderException)
        {
            // A disk that cannot be read any more is an interface pulled out; what came before is whole.
            return new(CaptureStatus.Gone, 0);
        }
    }

    private CaptureResult ReadInTime(PlanarWords destination)
    {
        var frames = Math.Min(destination.Frames, Format.PeriodFrames);
        if (!clock!.WaitUntil(position + frames))
            return new(CaptureStatus.Frames, 0);
        var got = ahead!.Read(destination.Slice(0, frames));
        position += got;
        return new(got > 0 || !ahead.HasEnded ? CaptureStatus.Frames : ahead.HasFailed ? CaptureStatus.Gone : CaptureStatus.Ended, got);
    }
}
