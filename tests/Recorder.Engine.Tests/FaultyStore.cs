using Recorder.Core.Faults;
using Recorder.Core.Ports;

namespace Recorder.Engine.Tests;

/// <summary>A store in which chosen calls fail; calls that change something or flush are counted from 1.</summary>
internal sealed class FaultyStore(IRecordingStore inner) : IRecordingStore
{
    /// <summary>Calls so far.</summary>
    public int Calls { get; private set; }

    /// <summary>What the call of a number comes to.</summary>
    public Func<int, StoreError> Outcome { get; set; } = _ => StoreError.None;

    /// <summary>Room left; what is written does not change it.</summary>
    public long FreeBytes { get; set; } = 1L << 30;

    public string Root => inner.Root;

    public bool Exists(string path) => inner.Exists(path);

    public IReadOnlyList<string> List(string path) => inner.List(path);

    public IRecordingFile Open(string path) => new FaultyFile(this, inner.Open(path));

    public void CreateFolder(string path)
    {
        if (Next() != StoreError.None)
            throw new RecorderException(FaultKind.Storage, "The disk reports an error; nothing was touched; check the disk.");
        inner.CreateFolder(path);
    }

    public StoreError Create(string path, out IRecordingFile? file)
    {
        file = null;
        var error = Next();
        if (error == StoreError.None)
            error = inner.Create(path, out file);
        file = file is null ? null : new FaultyFile(this, file);
        return error;
    }

    public StoreError Rename(string from, string to) => Next() is var error && error != StoreError.None ? error : inner.Rename(from, to);

    public StoreError Commit() => Next() is var error && error != StoreError.None ? error : inner.Commit();

    private StoreError Next() => Outcome(++Calls);

    private sealed class FaultyFile(FaultyStore store, IRecordingFile inner) : IRecordingFile
    {
        public long Length => inner.Length;

        public StoreError Write(long position, ReadOnlySpan<byte> bytes)
        {
            var error = store.Next();
            if (error == StoreError.None)
                return inner.Write(position, bytes);
            // A write that fails may have written a part.
            inner.Write(position, bytes[..(bytes.Length / 3)]);
            return error;
        }

        public int Read(long position, Span<byte> bytes) => inner.Read(position, bytes);

        public StoreError SetLength(long length) => store.Next() is var error && error != StoreError.None ? error : inner.SetLength(length);

        public void Dispose() => inner.Dispose();
    }
}
