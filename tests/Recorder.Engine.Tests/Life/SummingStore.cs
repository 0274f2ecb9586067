using Recorder.Core.Ports;
using Recorder.Session.Journal;
using Recorder.TestSupport;

namespace Recorder.Engine.Tests.Life;

/// <summary>
/// A disk for takes of days: of a track it keeps the header, the length and the checksum of all samples, which must come one after
/// the other; everything else it keeps whole. It never loses power, and allocates nothing while it is written to.
/// </summary>
internal sealed class SummingStore : IRecordingStore
{
    private const int HeaderBytes = 4096;
    private const string JournalName = "/journal";

    private readonly MemoryStore whole = new();

    // Of a day's commits; there before anything begins, and what is never written to takes no memory.
    private readonly byte[] journalBytes = new byte[64 << 20];
    private readonly Dictionary<string, Track> tracks = [];
    private readonly Dictionary<string, Journal> journals = [];

    public string Root => "summing disk";

    public long FreeBytes => long.MaxValue;

    /// <summary>What is kept of a track: its header, its length, and the checksum of its first bytes of samples.</summary>
    public (byte[] Header, long Length, uint Checksum) Of(string path) => (tracks[path].Header, tracks[path].Length, Crc32C.End(tracks[path].State));

    public bool Exists(string path) => tracks.ContainsKey(path) || journals.ContainsKey(path) || whole.Exists(path);

    public void CreateFolder(string path) => whole.CreateFolder(path);

    public IReadOnlyList<string> List(string path) => whole.List(path);

    public StoreError Create(string path, out IRecordingFile? file)
    {
        var error = whole.Create(path, out file);
        if (error == StoreError.None && path.EndsWith(".wav", StringComparison.Ordinal))
            file = tracks[path] = new Track();
        if (error == StoreError.None && path.EndsWith(JournalName, StringComparison.Ordinal))
            file = journals[path] = new Journal(journalBytes);
        return error;
    }

    public IRecordingFile Open(string path) => tracks.TryGetValue(path, out var track) ? track
        : journals.TryGetValue(path, out var journal) ? journal
        : whole.Open(path);

    public StoreError Rename(string from, string to) => whole.Rename(from, to);

    public StoreError Commit() => StoreError.None;

    private sealed class Track : IRecordingFile
    {
        public byte[] Header { get; } = new byte[HeaderBytes];

        public uint State { get; private set; } = Crc32C.Begin;

        public long Length { get; private set; }

        public StoreError Write(long position, ReadOnlySpan<byte> bytes)
        {
            if (position < HeaderBytes)
            {
                Assert.True(position + bytes.Length <= HeaderBytes, "the header and the samples are written at once");
                bytes.CopyTo(Header.AsSpan((int)position));
            }
            else
            {
                Assert.True(Length == position, "the samples do not come one after the other");
                State = Crc32C.Append(State, bytes);
            }
            Length = Math.Max(Length, position + bytes.Length);
            return StoreError.None;
        }

        public int Read(long position, Span<byte> bytes)
        {
            if (position >= HeaderBytes)
                return 0;
            var count = Math.Min(bytes.Length, HeaderBytes - (int)position);
            Header.AsSpan((int)position, count).CopyTo(bytes);
            return count;
        }

        public StoreError SetLength(long length)
        {
            Assert.Equal(Length, length);
            return StoreError.None;
        }

        public void Dispose()
        {
        }
    }

    private sealed class Journal(byte[] bytes) : IRecordingFile
    {
        public long Length { get; private set; }

        public StoreError Write(long position, ReadOnlySpan<byte> written)
        {
            written.CopyTo(bytes.AsSpan((int)position));
            Length = Math.Max(Length, position + written.Length);
            return StoreError.None;
        }

        public int Read(long position, Span<byte> destination)
        {
            var count = (int)Math.Clamp(Length - position, 0, destination.Length);
            bytes.AsSpan((int)position, count).CopyTo(destination);
            return count;
        }

        public StoreError SetLength(long length)
        {
            Length = length;
            return StoreError.None;
        }

        public void Dispose()
        {
        }
    }
}
