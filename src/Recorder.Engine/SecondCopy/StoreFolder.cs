using Recorder.Core.Ports;

namespace Recorder.Engine.SecondCopy;

/// <summary>A folder of a store as a store of its own, so that what is in it is a session like any other.</summary>
/// <param name="inner">The store.</param>
/// <param name="folder">The folder in it.</param>
internal sealed class StoreFolder(IRecordingStore inner, string folder) : IRecordingStore
{
    /// <inheritdoc/>
    public string Root => $"{inner.Root}/{folder}";

    /// <inheritdoc/>
    public long FreeBytes => inner.FreeBytes;

    /// <inheritdoc/>
    public bool Exists(string path) => inner.Exists(Full(path));

    /// <inheritdoc/>
    public void CreateFolder(string path) => inner.CreateFolder(Full(path));

    /// <inheritdoc/>
    public IReadOnlyList<string> List(string path) => inner.List(Full(path));

    /// <inheritdoc/>
    public StoreError Create(string path, out IRecordingFile? file) => inner.Create(Full(path), out file);

    /// <inheritdoc/>
    public IRecordingFile Open(string path) => inner.Open(Full(path));

    /// <inheritdoc/>
    public StoreError Rename(string from, string to) => inner.Rename(Full(from), Full(to));

    /// <inheritdoc/>
    public StoreError Commit() => inner.Commit();

    /// <summary>A path of this store as the one around it knows it.</summary>
    public string PathOf(string path) => Full(path);

    private string Full(string path) => path.Length == 0 ? folder : $"{folder}/{path}";
}
