using Microsoft.Win32.SafeHandles;
using Recorder.Core.Faults;
using Recorder.Core.Ports;

namespace Recorder.Media.Wav;

/// <summary>Bytes that can be read at any place, wherever they lie.</summary>
internal abstract class ByteSource : IDisposable
{
    internal abstract long LengthBytes { get; }

    /// <summary>Reads until the span is full or the bytes end.</summary>
    internal int Read(long position, Span<byte> bytes)
    {
        var total = 0;
        while (total < bytes.Length)
        {
            var got = ReadSome(position + total, bytes[total..]);
            if (got <= 0)
                break;
            total += got;
        }
        return total;
    }

    public abstract void Dispose();

    protected abstract int ReadSome(long position, Span<byte> bytes);

    internal sealed class OfFile(SafeFileHandle handle, string name) : ByteSource
    {
        internal override long LengthBytes { get; } = RandomAccess.GetLength(handle);

        public override void Dispose() => handle.Dispose();

        protected override int ReadSome(long position, Span<byte> bytes)
        {
            try
            {
                return RandomAccess.Read(handle, bytes, position);
            }
            catch (IOException trouble)
            {
                throw new RecorderException(FaultKind.UnreadableInput,
                    $"{name} cannot be read at byte {position}; it is left as it is; copy it from its disk or card again.", trouble);
            }
        }
    }

    internal sealed class OfStream(Stream stream) : ByteSource
    {
        internal override long LengthBytes { get; } = stream.Length;

        public override void Dispose() => stream.Dispose();

        protected override int ReadSome(long position, Span<byte> bytes)
        {
            stream.Position = position;
            return stream.Read(bytes);
        }
    }

    internal sealed class OfRecording(IRecordingFile file) : ByteSource
    {
        internal override long LengthBytes { get; } = file.Length;

        public override void Dispose() => file.Dispose();

        protected override int ReadSome(long position, Span<byte> bytes) => file.Read(position, bytes);
    }
}
