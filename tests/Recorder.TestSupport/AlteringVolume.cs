using Recorder.Core.Ports;

namespace Recorder.TestSupport;

/// <summary>A stick whose medium changes a bit of chosen files once they were synced.</summary>
/// <param name="inner">The stick that holds the files.</param>
/// <param name="alters">Whether a file of this name is altered.</param>
public sealed class AlteringVolume(IExportVolume inner, Func<string, bool> alters) : IExportVolume
{
    /// <inheritdoc/>
    public string Folder => inner.Folder;

    /// <inheritdoc/>
    public long FreeBytes => inner.FreeBytes;

    /// <inheritdoc/>
    public long MaxFileBytes => inner.MaxFileBytes;

    /// <inheritdoc/>
    public long? LengthOf(string name) => inner.LengthOf(name);

    /// <inheritdoc/>
    public IExportFile OpenForWriting(string name) => inner.OpenForWriting(name);

    /// <inheritdoc/>
    public void Publish(string temporaryName, string name) => inner.Publish(temporaryName, name);

    /// <inheritdoc/>
    public Stream OpenPastCache(string name)
    {
        if (alters(name))
        {
            using var file = inner.OpenForWriting(name);
            Span<byte> one = stackalloc byte[1];
            var middle = file.Length / 2;
            file.Read(middle, one);
            file.Write(middle, [(byte)(one[0] ^ 1)]);
        }
        return inner.OpenPastCache(name);
    }
}
