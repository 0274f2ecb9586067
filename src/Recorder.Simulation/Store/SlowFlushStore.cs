using Recorder.Core.Ports;

namespace Recorder.Simulation.Store;

/// <summary>A real disk whose every flush takes longer, as that of an SD card does; for measurements in real time.</summary>
/// <param name="inner">Where everything really goes.</param>
/// <param name="delay">What each flush takes on top.</param>
public sealed class SlowFlushStore(IRecordingStore inner, TimeSpan delay) : IRecordingStore, IDisposable
{
    private readonly ManualResetEventSlim never = new();

    /// <inheritdoc/>
    public string Root => inner.Root;

    /// <inheritdoc/>
    public long FreeBytes => inner.FreeBytes;

    /// <inheritdoc/>
    public bool Exists(string path) => inner.Exists(path);

    /// <inheritdoc/>
    public void CreateFolder(string path) => inner.CreateFolder(path);

    /// <inheritdoc/>
    public IReadOnlyList<string> List(string path) => inner.List(path);

    /// <inheritdoc/>
    public StoreError Create(string path, out IRecordingFile? file) => inner.Create(path, out file);

    /// <inheritdoc/>
    public IRecordingFile Open(string path) => inner.Open(path);

    /// <inheritdoc/>
    public StoreError Rename(string from, string to) => inner.Rename(from, to);

    /// <inheritdoc/>
    public StoreError Commit()
    {
        never.Wait(delay);
        return inner.Commit();
    }

    /// <inheritdoc/>
    public void Dispose() => never.Dispose();
}
