using Recorder.Core.Faults;
using Recorder.Core.Ports;

namespace Recorder.Linux.Store.Apart;

/// <summary>An open file of an <see cref="ApartStore"/>: open in the other process, and here once that has gone.</summary>
/// <param name="store">The store.</param>
/// <param name="path">Its path there.</param>
/// <param name="number">Its number in the other process; -1 when it is open here alone.</param>
/// <param name="here">The file, where it is open here.</param>
internal sealed class ApartFile(ApartStore store, string path, int number, IRecordingFile? here = null) : IRecordingFile
{
    private readonly Lock gate = new();

    /// <summary>Its path in the store.</summary>
    public string Path => path;

    /// <inheritdoc/>
    public long Length => TryCall(new StoreRequest { Verb = StoreVerb.Length }, [], [], out var reply) ? reply.Value : Here().Length;

    /// <inheritdoc/>
    public StoreError Write(long position, ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            var part = bytes[..Math.Min(bytes.Length, StoreChannel.MaxFollowingBytes)];
            if (!TryCall(new StoreRequest { Verb = StoreVerb.Write, Position = position }, part, [], out var reply))
                return TryHere(out var file) is var error && error == StoreError.None ? file!.Write(position, bytes) : error;
            if (reply.Error != StoreError.None)
                return reply.Error;
            position += part.Length;
            bytes = bytes[part.Length..];
        }
        return StoreError.None;
    }

    /// <inheritdoc/>
    public int Read(long position, Span<byte> bytes)
    {
        var part = bytes[..Math.Min(bytes.Length, StoreChannel.MaxFollowingBytes)];
        return TryCall(new StoreRequest { Verb = StoreVerb.Read, Position = position, WantedBytes = part.Length }, [], part, out var reply)
            ? reply.FollowingBytes
            : Here().Read(position, bytes);
    }

    /// <inheritdoc/>
    public void DropFromCache()
    {
        if (!TryCall(new StoreRequest { Verb = StoreVerb.DropFromCache }, [], [], out _))
            Here().DropFromCache();
    }

    /// <inheritdoc/>
    public StoreError SetLength(long length)
    {
        if (TryCall(new StoreRequest { Verb = StoreVerb.SetLength, Position = length }, [], [], out var reply))
            return reply.Error;
        return TryHere(out var file) is var error && error == StoreError.None ? file!.SetLength(length) : error;
    }

    /// <summary>It has another name from now on, if it had this one.</summary>
    public void Follow(string from, string to)
    {
        lock (gate)
            path = path == from ? to : path.StartsWith(from + "/", StringComparison.Ordinal) ? to + path[from.Length..] : path;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        store.Forget(this);
        TryCall(new StoreRequest { Verb = StoreVerb.Close }, [], [], out _);
        here?.Dispose();
    }

    private bool TryCall(StoreRequest request, ReadOnlySpan<byte> following, Span<byte> answer, out StoreReply reply)
    {
        request.File = number;
        reply = default;
        return number >= 0 && store.TryCall(request, following, answer, out reply);
    }

    private IRecordingFile Here()
    {
        lock (gate)
            return here ??= store.OpenHere(path);
    }

    private StoreError TryHere(out IRecordingFile? file)
    {
        try
        {
            file = Here();
            return StoreError.None;
        }
        catch (RecorderException)
        {
            file = null;
            return StoreError.Gone;
        }
    }
}
