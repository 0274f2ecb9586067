using Recorder.Core.Commands;
using Recorder.Core.Ports;
using Recorder.Core.Snapshots;
using Recorder.Panel.Surfaces.Midi;

namespace Recorder.Panel.Surfaces.Mapped;

/// <summary>A surface whose controls do what was set or learned for each.</summary>
internal sealed class MappedSurface : ISurface
{
    private const double TopOfControl = 127;
    private const double TopOfBend = 16383;
    private const int Down = 64;

    private readonly MidiParser parser;
    private readonly MidiOut output;
    private readonly SurfaceDesk desk;
    private readonly SurfaceBoard board;
    private readonly MidiIdentity identity;
    private readonly Dictionary<ControlSource, Pickup> pickups = [];
    private readonly Dictionary<ControlSource, int> sent = [];
    private readonly Queue<MidiMessage> greeting;
    private SurfaceMap map;
    private ILookup<ControlSource, ControlBinding> bindings;
    private ControlLearner? learner;

    /// <summary>A surface at a port that has just come.</summary>
    public MappedSurface(IMidiPort port, IRecorder recorder, SurfaceBoard board, SurfaceMap map)
    {
        (this.board, this.map, identity) = (board, map, port.Identity);
        parser = new MidiParser(OnMessage, static _ => { });
        output = new MidiOut(port);
        desk = new SurfaceDesk(recorder);
        bindings = map.Bindings.ToLookup(binding => binding.Source);
        greeting = new Queue<MidiMessage>(map.Greeting);
    }

    public SurfaceProtocol Protocol => SurfaceProtocol.Mapped;

    public int Controls => map.Bindings.Length;

    public void Receive(ReadOnlySpan<byte> bytes, RecorderSnapshot snapshot, long nowMs)
    {
        desk.Advance(snapshot, nowMs);
        parser.Feed(bytes);
    }

    public void Flush() => desk.Flush();

    public void Lost() => parser.Reset();

    public void Tick(RecorderSnapshot snapshot, long nowMs)
    {
        desk.Tick(snapshot, nowMs);
        output.Tick(nowMs);
        while (greeting.TryPeek(out var first) && output.Send(first.Status, first.Data1, first.Data2))
            greeting.Dequeue();
        foreach (var binding in map.Bindings)
            ShowLight(binding);
    }

    private void OnMessage(MidiMessage message)
    {
        if (board.Learning is { } wanted)
            Learn(wanted, message);
        else if (ControlSource.Of(message) is { } source)
        {
            foreach (var binding in bindings[source])
                Do(binding, message);
        }
    }

    private void Learn(LearnControl wanted, MidiMessage message)
    {
        if (learner is null || !ReferenceEquals(learner.Wanted, wanted))
            learner = new ControlLearner(wanted);
        if (learner.Take(message) is not { } binding)
            return;
        learner = null;
        map = map.With(binding);
        bindings = map.Bindings.ToLookup(known => known.Source);
        sent.Clear();
        board.Learn(identity, map, binding);
    }

    private void Do(ControlBinding binding, MidiMessage message)
    {
        if (SurfaceValue.Of(binding.Action, desk.FirstStrip + binding.Strip) is not { } value)
            desk.Press(binding.Action, binding.Strip, message.Kind == MidiKind.Control ? message.Data2 >= Down : message.IsPress);
        else if (binding.Encoding != ControlEncoding.Absolute)
            desk.Turn(value, Encodings.Detents(binding.Encoding, message.Data2));
        else if (desk.Position(value) is { } current)
        {
            var place = message.Kind == MidiKind.PitchBend ? message.Bend / TopOfBend : message.Data2 / TopOfControl;
            var pickup = pickups.TryGetValue(binding.Source, out var known) ? known : pickups[binding.Source] = new Pickup();
            if (pickup.Follows(value, current, place))
                desk.Move(value, place);
        }
    }

    private void ShowLight(ControlBinding binding)
    {
        if (binding.Light is not { } light)
            return;
        var shown = light.IsRing ? Place(binding, light.On) : desk.IsLit(binding.Action, binding.Strip) ? light.On : 0;
        if (sent.TryGetValue(light.Target, out var before) && before == shown)
            return;
        if (output.Send((byte)((int)light.Target.Kind | light.Target.Channel), (byte)light.Target.Number, (byte)shown))
            sent[light.Target] = shown;
    }

    // From 1 to the last place; 0 is dark.
    private int Place(ControlBinding binding, int places) =>
        SurfaceValue.Of(binding.Action, desk.FirstStrip + binding.Strip) is { } value && desk.Position(value) is { } position
            ? 1 + (int)Math.Round(position * (places - 1))
            : 0;
}
