using System.Text;
using Recorder.Core.Faults;
using Recorder.Core.Ports;
using Recorder.Core.Realtime;

namespace Recorder.Linux.Store.Apart;

/// <summary>Does to a store what another process asks for, each of its channels on a thread, so that a write does not wait behind a commit.</summary>
/// <param name="store">The store.</param>
/// <param name="channels">The ends that this process has; owned from now on.</param>
/// <param name="scheduler">Raises the threads; null leaves them as they are.</param>
internal sealed class StoreServer(IRecordingStore store, IReadOnlyList<StoreChannel> channels, IRealtimeScheduler? scheduler)
{
    private readonly Lock gate = new();
    private IRecordingFile?[] files = new IRecordingFile?[128];

    /// <summary>Tests end the process by it, before (false) and after (true) what a call does; null goes on.</summary>
    internal Func<bool, bool>? GoesOn { get; init; }

    /// <summary>Serves until the other process has gone or closed every channel.</summary>
    public void Run()
    {
        var threads = channels.Select(channel => new Thread(() => Serve(channel)) { IsBackground = true, Name = "disk" }).ToArray();
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        foreach (var file in files)
            file?.Dispose();
    }

    private void Serve(StoreChannel channel)
    {
        scheduler?.Raise(ThreadRole.Disk);
        using (channel)
        {
            while (channel.TryReceive(out StoreRequest request, out var following))
            {
                StoreReply reply;
                if (GoesOn?.Invoke(false) == false)
                    return;
                try
                {
                    reply = Do(in request, following, channel.Room<StoreReply>());
                }
                catch (RecorderException refusal)
                {
                    reply = Thrown(refusal, channel.Room<StoreReply>());
                }
                if (GoesOn?.Invoke(true) == false || !channel.TrySend(in reply, channel.Room<StoreReply>()[..reply.FollowingBytes]))
                    return;
            }
        }
    }

    private StoreReply Do(in StoreRequest request, ReadOnlySpan<byte> following, Span<byte> answer)
    {
        switch (request.Verb)
        {
            case StoreVerb.Write:
                return new StoreReply { Error = FileOf(in request).Write(request.Position, following) };
            case StoreVerb.Commit:
                return new StoreReply { Error = store.Commit() };
            case StoreVerb.Read:
                var wanted = answer[..Math.Clamp(request.WantedBytes, 0, answer.Length)];
                return new StoreReply { FollowingBytes = FileOf(in request).Read(request.Position, wanted) };
            case StoreVerb.Length:
                return new StoreReply { Value = FileOf(in request).Length };
            case StoreVerb.SetLength:
                return new StoreReply { Error = FileOf(in request).SetLength(request.Position) };
            case StoreVerb.DropFromCache:
                FileOf(in request).DropFromCache();
                return default;
            case StoreVerb.Close:
                Close(request.File);
                return default;
            default:
                return DoByName(request.Verb, Encoding.UTF8.GetString(following), answer);
        }
    }

    private StoreReply DoByName(StoreVerb verb, string path, Span<byte> answer)
    {
        switch (verb)
        {
            case StoreVerb.Exists:
                return new StoreReply { Value = store.Exists(path) ? 1 : 0 };
            case StoreVerb.CreateFolder:
                store.CreateFolder(path);
                return default;
            case StoreVerb.List:
                return new StoreReply { FollowingBytes = Encoding.UTF8.GetBytes(string.Join('\0', store.List(path)), answer) };
            case StoreVerb.Create:
                var error = store.Create(path, out var created);
                return new StoreReply { Error = error, Value = created is null ? 0 : Keep(created) };
            case StoreVerb.Open:
                return new StoreReply { Value = Keep(store.Open(path)) };
            case StoreVerb.Rename:
                var between = path.IndexOf('\0', StringComparison.Ordinal);
                return new StoreReply { Error = store.Rename(path[..between], path[(between + 1)..]) };
            default:
                throw new InvalidOperationException($"No such call: {verb}.");
        }
    }

    private static StoreReply Thrown(RecorderException refusal, Span<byte> answer) => new()
    {
        HasThrown = 1,
        Kind = refusal.Kind,
        FollowingBytes = Encoding.UTF8.GetBytes(refusal.Message, answer),
    };

    private IRecordingFile FileOf(in StoreRequest request) => Volatile.Read(ref files)[request.File]!;

    private int Keep(IRecordingFile file)
    {
        lock (gate)
        {
            var place = Array.IndexOf(files, null);
            if (place < 0)
            {
                place = files.Length;
                var more = new IRecordingFile?[2 * files.Length];
                files.CopyTo(more, 0);
                Volatile.Write(ref files, more);
            }
            files[place] = file;
            return place;
        }
    }

    private void Close(int place)
    {
        lock (gate)
        {
            files[place]?.Dispose();
            files[place] = null;
        }
    }
}
