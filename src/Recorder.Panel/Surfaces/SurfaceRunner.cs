using Recorder.Core.Commands;
using Recorder.Core.Ports;
using Recorder.Core.Snapshots;
using Recorder.Panel.Surfaces.Mackie;
using Recorder.Panel.Surfaces.Mapped;

namespace Recorder.Panel.Surfaces;

/// <summary>
/// Runs all control surfaces: takes them on as they come, hears them at once, shows them 30 times a second what has changed.
/// One that sends without end loses what is too much and disturbs no other.
/// </summary>
/// <param name="recorder">Where commands go and the state comes from.</param>
/// <param name="ports">The machine's MIDI devices.</param>
/// <param name="board">What is known of surfaces; it is told which are there.</param>
/// <param name="time">The clock of holds and lights.</param>
public sealed class SurfaceRunner(IRecorder recorder, IMidiPorts ports, SurfaceBoard board, TimeProvider time)
{
    private const int MostWaitingBytes = 4096;
    private const long FloodIsToldMs = 2000;
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1.0 / 30);

    // Faders in motion send faster than anybody hears: what came meanwhile is posted together.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(4);

    private readonly object gate = new();
    private readonly Queue<(IMidiPort Port, byte[]? Bytes, bool IsThere)> happened = [];
    private readonly Dictionary<IMidiPort, int> waitingBytes = [];
    private readonly HashSet<IMidiPort> flooding = [];
    private readonly List<Plugged> surfaces = [];
    private long tickedAt;

    private long NowMs => (long)time.GetElapsedTime(0).TotalMilliseconds;

    /// <summary>Runs until cancelled, on the caller's thread.</summary>
    public void Run(CancellationToken cancelled)
    {
        Listen();
        try
        {
            while (!cancelled.IsCancellationRequested)
            {
                Turn();
                Wait(Period - time.GetElapsedTime(tickedAt));
                cancelled.WaitHandle.WaitOne(Pause);
            }
        }
        finally
        {
            ports.Arrived -= OnArrived;
            ports.Left -= OnLeft;
            ports.Received -= OnReceived;
        }
    }

    /// <summary>Begins to listen.</summary>
    internal void Listen()
    {
        ports.Arrived += OnArrived;
        ports.Left += OnLeft;
        ports.Received += OnReceived;
        ports.Start();
    }

    /// <summary>Does what has happened, then shows the surfaces what is due.</summary>
    internal void Turn()
    {
        foreach (var (port, bytes, isThere) in TakeHappened())
        {
            if (bytes is not null)
                Receive(port, bytes);
            else if (isThere)
                surfaces.Add(new Plugged(port) { Surface = Make(port) });
            else
                surfaces.RemoveAll(plugged => plugged.Port == port);
        }
        foreach (var plugged in surfaces)
            plugged.Surface.Flush();
        foreach (var changed in board.TakeChanges([.. surfaces.Select(plugged => plugged.Port.Identity)]))
            foreach (var plugged in surfaces.Where(plugged => plugged.Port.Identity == changed))
                plugged.Surface = Make(plugged.Port);
        if (time.GetElapsedTime(tickedAt) < Period && tickedAt != 0)
            return;
        tickedAt = time.GetTimestamp();
        var snapshot = recorder.Snapshot;
        foreach (var plugged in surfaces)
            plugged.Surface.Tick(snapshot, NowMs);
        board.Show([.. surfaces.Select(StateOf)]);
    }

    private ISurface Make(IMidiPort port)
    {
        var map = board.MapOf(port.Identity);
        return map.Protocol == SurfaceProtocol.Mackie ? new MackieSurface(port, recorder) : new MappedSurface(port, recorder, board, map);
    }

    private SurfaceState StateOf(Plugged plugged) =>
        new(plugged.Port.Identity.ToString(), plugged.Surface.Protocol, plugged.Surface.Controls, NowMs < plugged.FloodsUntilMs);

    private void Receive(IMidiPort port, byte[] bytes)
    {
        if (surfaces.Find(plugged => plugged.Port == port) is not { } plugged)
            return;
        bool hasLost;
        lock (gate)
            hasLost = flooding.Remove(port);
        if (hasLost)
        {
            plugged.FloodsUntilMs = NowMs + FloodIsToldMs;
            plugged.Surface.Lost();
        }
        plugged.Surface.Receive(bytes, recorder.Snapshot, NowMs);
    }

    private void OnArrived(IMidiPort port) => Note(port, null, isThere: true);

    private void OnLeft(IMidiPort port) => Note(port, null, isThere: false);

    private void OnReceived(IMidiPort port, byte[] bytes)
    {
        lock (gate)
        {
            var waiting = waitingBytes.GetValueOrDefault(port);
            if (waiting + bytes.Length > MostWaitingBytes)
            {
                flooding.Add(port);
                return;
            }
            waitingBytes[port] = waiting + bytes.Length;
        }
        Note(port, bytes, isThere: true);
    }

    private void Note(IMidiPort port, byte[]? bytes, bool isThere)
    {
        lock (gate)
        {
            happened.Enqueue((port, bytes, isThere));
            Monitor.Pulse(gate);
        }
    }

    private void Wait(TimeSpan patience)
    {
        lock (gate)
        {
            if (happened.Count == 0 && patience > TimeSpan.Zero)
                Monitor.Wait(gate, patience);
        }
    }

    private (IMidiPort Port, byte[]? Bytes, bool IsThere)[] TakeHappened()
    {
        lock (gate)
        {
            (IMidiPort, byte[]?, bool)[] taken = [.. happened];
            happened.Clear();
            waitingBytes.Clear();
            return taken;
        }
    }

    /// <summary>A surface at its port.</summary>
    private sealed class Plugged(IMidiPort port)
    {
        public IMidiPort Port => port;

        public required ISurface Surface { get; set; }

        public long FloodsUntilMs { get; set; }
    }
}
