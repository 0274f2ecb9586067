using Recorder.Core.Commands;
using Recorder.Core.Ports;
using Recorder.Core.Snapshots;
using Recorder.Panel.Surfaces.Midi;

namespace Recorder.Panel.Surfaces.Mackie;

/// <summary>A surface that speaks Mackie Control: from its bytes to what the desk does.</summary>
internal sealed class MackieSurface : ISurface
{
    private const int SignBit = 0x40;
    private const int DetentBits = 0x3F;
    private const double SecondsPerWheelDetent = 1;

    private readonly IMidiPort port;
    private readonly MidiParser parser;
    private readonly SurfaceDesk desk;
    private readonly MackiePots pots;
    private readonly MackieMirror mirror;
    private bool isShifted;

    /// <summary>A surface at a port that has just come, and is asked who it is.</summary>
    public MackieSurface(IMidiPort port, IRecorder recorder)
    {
        this.port = port;
        parser = new MidiParser(OnMessage, OnSysEx);
        desk = new SurfaceDesk(recorder);
        pots = new MackiePots(desk);
        mirror = new MackieMirror(port, desk, pots);
        port.Send([0xF0, .. MackieCodes.Maker, MackieCodes.MainUnit, MackieCodes.DeviceQuery, 0xF7]);
    }

    public SurfaceProtocol Protocol => SurfaceProtocol.Mackie;

    public int Controls => 0;

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
        mirror.Tick(nowMs);
    }

    private void OnMessage(MidiMessage message)
    {
        switch (message.Kind)
        {
            case MidiKind.PitchBend when message.Channel < MackieCodes.Faders:
                mirror.OnMoved(message.Channel);
                desk.Move(mirror.FaderValue(message.Channel), message.Bend / (double)MackieCodes.TopOfFader);
                break;
            case MidiKind.Control when message.Channel == 0:
                OnTurn(message.Data1, Detents(message.Data2));
                break;
            case MidiKind.NoteOn or MidiKind.NoteOff when message.Channel == 0:
                OnButton(message.Data1, message.IsPress);
                break;
        }
    }

    // Bit 6 is the direction, the lower six how far.
    private static int Detents(byte data) => (data & SignBit) != 0 ? -(data & DetentBits) : data & DetentBits;

    private void OnTurn(int controller, int detents)
    {
        if (controller is >= MackieCodes.Pot and < MackieCodes.Pot + SurfaceDesk.StripsPerBank)
            desk.Turn(pots[controller - MackieCodes.Pot], detents);
        else if (controller == MackieCodes.Wheel)
            desk.Wind(detents * SecondsPerWheelDetent);
    }

    private void OnButton(int note, bool isDown)
    {
        if (MackieCodes.RowOf(note) is { } row)
            desk.Press(row, note % SurfaceDesk.StripsPerBank, isDown);
        else if (MackieCodes.KeyOf(note) is { } key)
            desk.Press(key, 0, isDown, isShifted);
        else if (note is >= MackieCodes.Touch and < MackieCodes.Touch + MackieCodes.Faders)
            mirror.OnTouched(note - MackieCodes.Touch, isDown);
        else if (note == MackieCodes.Shift)
            isShifted = isDown;
        else if (isDown)
            OnOwnButton(note);
    }

    private void OnOwnButton(int note)
    {
        if (note is >= MackieCodes.Select and < MackieCodes.PotPress)
            pots.Chosen = desk.FirstStrip + note - MackieCodes.Select;
        else if (note is >= MackieCodes.PotPress and < MackieCodes.PotPress + SurfaceDesk.StripsPerBank)
            desk.Default(pots[note - MackieCodes.PotPress]);
        else if (note == MackieCodes.Undo)
            desk.Press(isShifted ? SurfaceAction.Redo : SurfaceAction.Undo, 0, isDown: true);
        else
            pots.Assign(note);
    }

    // A Logic Control stays dark until it is answered; others never ask. An extender tells by its number that it is one.
    private void OnSysEx(ReadOnlySpan<byte> body)
    {
        const int ChallengeAt = 12;
        const int ChallengeBytes = 4;
        if (body.Length < 5 || !body.StartsWith(MackieCodes.Maker))
            return;
        mirror.Device = body[3];
        if (body[4] == MackieCodes.ConnectionQuery && body.Length >= ChallengeAt + ChallengeBytes)
        {
            port.Send([0xF0, .. body[..4], MackieCodes.ConnectionReply, .. body[5..ChallengeAt], .. MackieCodes.ResponseTo(body.Slice(ChallengeAt, ChallengeBytes)), 0xF7]);
            mirror.Forget();
        }
    }
}
