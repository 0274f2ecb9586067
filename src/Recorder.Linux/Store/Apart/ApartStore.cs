using System.Buffers;
using System.Text;
using Recorder.Core.Faults;
using Recorder.Core.Ports;

namespace Recorder.Linux.Store.Apart;

/// <summary>
/// A folder of a real file system whose calls are made by a process of their own: whoever is killed while the disk stands still
/// leaves no thread behind in it, and with it no memory and no sound card.
/// </summary>
/// <remarks>
/// Any thread may call; each call has a channel to itself, and none allocates that does not on a <see cref="DiskStore"/>. When
/// the other process ends, this one waits until it is gone with all it had under way, and goes on by itself: recording needs the
/// other process for nothing but that.
/// </remarks>
public sealed class ApartStore : IRecordingStore, IDisposable
{
    private readonly DiskStore own;
    private readonly StoreChannel[] channels;
    private readonly SemaphoreSlim free;
    private readonly Action waitForEnd;
    private readonly Lock gate = new();
    private readonly List<ApartFile> files = [];
    private volatile bool isOnItsOwn;

    /// <summary>A store over channels to a process that serves them.</summary>
    /// <param name="own">The same folder, for when that process has gone; owned from now on.</param>
    /// <param name="channels">This process's ends; owned from now on. None where there is no other process.</param>
    /// <param name="waitForEnd">Returns when the other process has ended and no call of it can be under way any more.</param>
    internal ApartStore(DiskStore own, StoreChannel[] channels, Action waitForEnd)
    {
        (this.own, this.channels, this.waitForEnd) = (own, channels, waitForEnd);
        free = new SemaphoreSlim(channels.Length);
        isOnItsOwn = channels.Length == 0;
    }

    /// <inheritdoc/>
    public string Root => own.Root;

    /// <summary>Room left in bytes; asked here, for the file system knows it without its disk.</summary>
    public long FreeBytes => own.FreeBytes;

    /// <summary>Whether the other process has ended, so that this one calls the disk itself.</summary>
    internal bool IsOnItsOwn => isOnItsOwn;

    /// <inheritdoc/>
    public bool Exists(string path) => Ask(StoreVerb.Exists, path, out var reply) ? reply.Value != 0 : own.Exists(path);

    /// <inheritdoc/>
    public void CreateFolder(string path)
    {
        if (!Ask(StoreVerb.CreateFolder, path, out _))
            own.CreateFolder(path);
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> List(string path)
    {
        // Takes are listed while others run: memory of this size would be new every time.
        var names = ArrayPool<byte>.Shared.Rent(StoreChannel.MaxFollowingBytes);
        try
        {
            return TryCall(new StoreRequest { Verb = StoreVerb.List }, Encoding.UTF8.GetBytes(path), names, out var reply)
                ? Encoding.UTF8.GetString(names, 0, reply.FollowingBytes).Split('\0', StringSplitOptions.RemoveEmptyEntries)
                : own.List(path);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(names);
        }
    }

    /// <inheritdoc/>
    public StoreError Create(string path, out IRecordingFile? file)
    {
        var wasApart = !isOnItsOwn;
        if (Ask(StoreVerb.Create, path, out var reply))
        {
            file = reply.Error == StoreError.None ? Keep(new ApartFile(this, path, (int)reply.Value)) : null;
            return reply.Error;
        }
        var error = own.Create(path, out var created);
        if (error == StoreError.Exists && wasApart && JustMade(path) is { } made)
            (error, created) = (StoreError.None, made);
        file = created is null ? null : Keep(new ApartFile(this, path, number: -1, created));
        return error;
    }

    /// <inheritdoc/>
    public IRecordingFile Open(string path) => Keep(Ask(StoreVerb.Open, path, out var reply)
        ? new ApartFile(this, path, (int)reply.Value)
        : new ApartFile(this, path, number: -1, own.Open(path)));

    /// <inheritdoc/>
    public StoreError Rename(string from, string to)
    {
        var wasApart = !isOnItsOwn;
        StoreError error;
        if (Ask(StoreVerb.Rename, from + '\0' + to, out var reply))
            error = reply.Error;
        // Whether the other process got so far before it ended can be seen.
        else if (wasApart && !own.Exists(from) && own.Exists(to))
            error = StoreError.None;
        else
            error = own.Rename(from, to);
        if (error == StoreError.None)
        {
            lock (gate)
                files.ForEach(file => file.Follow(from, to));
        }
        return error;
    }

    /// <inheritdoc/>
    public StoreError Commit() =>
        TryCall(new StoreRequest { Verb = StoreVerb.Commit }, [], [], out var reply) ? reply.Error : own.Commit();

    /// <summary>Lets the other process end.</summary>
    public void Dispose()
    {
        foreach (var channel in channels)
            channel.Dispose();
        own.Dispose();
        free.Dispose();
    }

    /// <summary>One call of the other process; false when it has gone: then none of its calls is under way, and the caller does it here.</summary>
    /// <param name="request">What is asked.</param>
    /// <param name="following">Bytes that go with it.</param>
    /// <param name="answer">Where to put the bytes that come back.</param>
    /// <param name="reply">The answer.</param>
    /// <exception cref="RecorderException">The call threw there.</exception>
    internal bool TryCall(StoreRequest request, ReadOnlySpan<byte> following, Span<byte> answer, out StoreReply reply)
    {
        reply = default;
        if (isOnItsOwn)
            return false;
        request.FollowingBytes = following.Length;
        var channel = TakeChannel();
        bool isDone;
        string? refusal = null;
        try
        {
            isDone = channel.TrySend(in request, following) && channel.TryReceive(out reply, out following);
            if (isDone && reply.HasThrown != 0)
                refusal = Encoding.UTF8.GetString(following);
            else if (isDone)
                following.CopyTo(answer);
        }
        finally
        {
            channel.Release();
            free.Release();
        }
        if (!isDone)
            GoOnAlone();
        return refusal is null ? isDone : throw new RecorderException(reply.Kind, refusal);
    }

    internal IRecordingFile OpenHere(string path) => own.Open(path);

    internal void Forget(ApartFile file)
    {
        lock (gate)
            files.Remove(file);
    }

    private bool Ask(StoreVerb verb, string words, out StoreReply reply) =>
        TryCall(new StoreRequest { Verb = verb }, Encoding.UTF8.GetBytes(words), [], out reply);

    // What the other process made before it ended, and could not tell: an empty file that nobody has opened.
    private IRecordingFile? JustMade(string path)
    {
        lock (gate)
        {
            if (files.Exists(file => file.Path == path))
                return null;
        }
        var found = own.Open(path);
        if (found.Length == 0)
            return found;
        found.Dispose();
        return null;
    }

    private ApartFile Keep(ApartFile file)
    {
        lock (gate)
            files.Add(file);
        return file;
    }

    private StoreChannel TakeChannel()
    {
        free.Wait();
        while (true)
        {
            foreach (var channel in channels)
            {
                if (channel.TryTake())
                    return channel;
            }
        }
    }

    // A write of the other process that came late would undo what is written here; so first it must be gone.
    private void GoOnAlone()
    {
        lock (gate)
        {
            if (isOnItsOwn)
                return;
            waitForEnd();
            isOnItsOwn = true;
        }
    }
}
