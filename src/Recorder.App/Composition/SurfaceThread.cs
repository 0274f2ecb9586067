using Recorder.Core.Commands;
using Recorder.Core.Ports;
using Recorder.Linux.Midi;
using Recorder.Panel.Surfaces;
using Recorder.Simulation.Midi;

namespace Recorder.App.Composition;

/// <summary>The control surfaces' loop on a thread of its own.</summary>
internal sealed class SurfaceThread : IDisposable
{
    private const string Folder = "surfaces";

    private readonly CancellationTokenSource closing = new();
    private readonly IMidiPorts ports;
    private readonly Thread thread;

    private SurfaceThread(IRecorder recorder, IMidiPorts ports, SurfaceBoard board, TimeProvider time)
    {
        this.ports = ports;
        thread = new Thread(() => new SurfaceRunner(recorder, ports, board, time).Run(closing.Token)) { Name = "surfaces", IsBackground = true };
        thread.Start();
    }

    /// <summary>What is known of surfaces, kept beside the session: they belong to the machine, not to its takes.</summary>
    public static SurfaceBoard BoardBeside(string session) =>
        new(new SurfaceMapFiles(Path.Combine(Path.GetDirectoryName(Path.GetFullPath(session)) ?? "/", Folder)));

    /// <summary>The kernel's devices; null, with a sentence on standard error, where it has no sequencer: all else works.</summary>
    public static SurfaceThread? TryOpen(IRecorder recorder, SurfaceBoard board, TimeProvider time)
    {
        if (AlsaMidiPorts.TryOpen() is { } ports)
            return new SurfaceThread(recorder, ports, board, time);
        Console.Error.WriteLine("Control surfaces are not heard: the kernel has no MIDI sequencer here. All else works; sudo modprobe snd-seq brings it.");
        return null;
    }

    /// <summary>No devices at all.</summary>
    public static SurfaceThread Simulated(IRecorder recorder, SurfaceBoard board, TimeProvider time) => new(recorder, new SimulatedMidiPorts(), board, time);

    /// <inheritdoc/>
    public void Dispose()
    {
        closing.Cancel();
        thread.Join();
        ports.Dispose();
        closing.Dispose();
    }
}
