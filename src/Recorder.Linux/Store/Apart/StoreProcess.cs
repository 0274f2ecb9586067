using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Recorder.Core.Faults;
using Recorder.Core.Ports;

namespace Recorder.Linux.Store.Apart;

/// <summary>The process that makes the calls of an <see cref="ApartStore"/>: how it is started, and what it does.</summary>
public static class StoreProcess
{
    // Whoever calls the disk for the engine at the same time: takes, commits, what plays, the second copy reading back, commands,
    // recovery; and some to spare.
    private const int ChannelCount = 8;

    /// <summary>Starts the process for a folder, which is made when it is not there.</summary>
    /// <param name="folder">The session's folder.</param>
    /// <param name="fence">The path of the session's <see cref="StoreFence"/>, which the process takes before it calls the disk.</param>
    /// <param name="words">The program and the words before those that <see cref="Words"/> are.</param>
    /// <param name="tell">Told in a sentence when it does not start; then this process calls the disk itself.</param>
    /// <exception cref="RecorderException">The folder cannot be made or opened.</exception>
    public static ApartStore Start(string folder, string fence, IReadOnlyList<string> words, Action<string> tell)
    {
        var own = new DiskStore(folder);
        var near = new List<StoreChannel>();
        var far = new List<StoreChannel>();
        while (near.Count < ChannelCount && StoreChannel.TryMakePair(out var here, out var there))
        {
            near.Add(here!);
            far.Add(there!);
        }
        var process = far.Count > 0 && far.TrueForAll(channel => channel.BeInherited()) ? TryStart([.. words, .. Words(own.Root, fence, far)]) : null;
        far.ForEach(channel => channel.Dispose());
        if (process is not null)
            return new ApartStore(own, [.. near], process.WaitForExit);
        tell("The disk has no process of its own: recording works; an engine that is killed while the disk stands still comes back only when it goes on.");
        near.ForEach(channel => channel.Dispose());
        return new ApartStore(own, [], () => { });
    }

    /// <summary>What the process is told: folder, fence and its channels, in this order.</summary>
    private static IEnumerable<string> Words(string folder, string fence, IEnumerable<StoreChannel> channels) =>
    [
        folder, fence, string.Join(',', channels.Select(channel => channel.Descriptor.ToString(CultureInfo.InvariantCulture))),
    ];

    /// <summary>Serves the process that started this one until that has gone.</summary>
    /// <param name="folder">The session's folder.</param>
    /// <param name="fence">The path of the session's <see cref="StoreFence"/>.</param>
    /// <param name="channels">Numbers of the descriptors it was given, with commas between them.</param>
    /// <param name="scheduler">Raises the threads that call the disk.</param>
    /// <exception cref="RecorderException">These are no such words, or the folder cannot be opened.</exception>
    public static void Serve(string folder, string fence, string channels, IRealtimeScheduler scheduler)
    {
        var ends = new List<StoreChannel>();
        foreach (var word in channels.Split(','))
        {
            if (!int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var descriptor) || descriptor <= 2)
                throw new RecorderException(FaultKind.WrongWords, $"'{word}' is no channel of an engine; nothing was touched; the engine starts this by itself.");
            ends.Add(StoreChannel.Inherited(descriptor));
        }
        // It ends with the engine: not before, by a Ctrl-C that both get, and not after.
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => signal.Cancel = true);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal => signal.Cancel = true);
        using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, signal => signal.Cancel = true);
        using var mine = StoreFence.Take(fence);
        using var store = new DiskStore(folder);
        new StoreServer(store, ends, scheduler).Run();
    }

    private static Process? TryStart(string[] words)
    {
        try
        {
            return Process.Start(new ProcessStartInfo(words[0], words.Skip(1)));
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
