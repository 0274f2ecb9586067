using Microsoft.Extensions.Time.Testing;
using Recorder.Core.Commands;
using Recorder.Core.Parameters;
using Recorder.Core.Ports;
using Recorder.Core.Snapshots;
using Recorder.Panel.Surfaces;
using Recorder.Simulation.Midi;

namespace Recorder.Panel.Tests.Surfaces;

/// <summary>Surfaces at simulated ports, and a recorder that does what they post.</summary>
internal sealed class SurfaceBench : IRecorder, ISurfaceMaps
{
    private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    public SurfaceBench(RecorderSnapshot? snapshot = null)
    {
        Snapshot = snapshot ?? Samples.Idle;
        Board = new SurfaceBoard(this);
        Runner = new SurfaceRunner(this, Ports, Board, time);
        Wait(1000);
        Runner.Listen();
    }

    public RecorderSnapshot Snapshot { get; set; }

    public SimulatedMidiPorts Ports { get; } = new();

    public SurfaceBoard Board { get; }

    public SurfaceRunner Runner { get; }

    public List<RecorderCommand> Posted { get; } = [];

    public Dictionary<MidiIdentity, string> Kept { get; } = [];

    /// <summary>What was kept cannot be written.</summary>
    public bool IsFull { get; set; }

    public float Strip(int strip, StripParameter parameter) => Snapshot.Mix.Strips[strip].Values[parameter];

    public void SetStrip(int strip, StripParameter parameter, float value) => Post(new SetStrip(strip, parameter, value));

    /// <summary>Plugs in, and lets the whole state be shown.</summary>
    public SimulatedMidiPort Plug(string client, string port = "MIDI 1")
    {
        var device = Ports.Plug(client, port);
        Settle();
        return device;
    }

    /// <summary>A hand on a surface.</summary>
    public SurfaceBench Move(SimulatedMidiPort port, params byte[] bytes)
    {
        Ports.Move(port, bytes);
        Runner.Turn();
        return this;
    }

    /// <summary>Time passes as the loop sees it.</summary>
    public SurfaceBench Wait(int milliseconds)
    {
        for (var waitedMs = 0; waitedMs < milliseconds; waitedMs += 10)
        {
            time.Advance(TimeSpan.FromMilliseconds(10));
            Runner?.Turn();
        }
        return this;
    }

    /// <summary>Until nothing more is to be sent but what moves all the time.</summary>
    public SurfaceBench Settle() => Wait(1500);

    public CommandReply Post(RecorderCommand command)
    {
        if (command is SurfaceCommand about)
            return Board.Handle(about);
        Posted.Add(command);
        Snapshot = command switch
        {
            SetStrip set => Snapshot with
            {
                Mix = Snapshot.Mix with
                {
                    Strips = Snapshot.Mix.Strips.SetItem(set.Strip, Snapshot.Mix.Strips[set.Strip] with { Values = Snapshot.Mix.Strips[set.Strip].Values.With(set.Parameter, set.Value) }),
                },
            },
            SetBus set => Snapshot with { Mix = Snapshot.Mix with { Bus = Snapshot.Mix.Bus.With(set.Parameter, set.Value) } },
            SetPhones set => Snapshot with { PhonesDb = set.LevelDb },
            ArmInput arm => Snapshot with { Inputs = Snapshot.Inputs.SetItem(arm.Input, Snapshot.Inputs[arm.Input] with { IsArmed = arm.Armed }) },
            _ => Snapshot,
        };
        return CommandReply.Done;
    }

    /// <summary>The one command posted since the last look.</summary>
    public RecorderCommand Last()
    {
        var last = Assert.Single(Posted);
        Posted.Clear();
        return last;
    }

    public string? Load(MidiIdentity surface) => Kept.GetValueOrDefault(surface);

    public bool Save(MidiIdentity surface, string? map)
    {
        if (IsFull)
            return false;
        Kept.Remove(surface);
        if (map is not null)
            Kept[surface] = map;
        return true;
    }
}
