using Recorder.Core.Commands;
using Recorder.Core.Ports;
using Recorder.Core.Snapshots;
using Recorder.Panel.Surfaces.Midi;

namespace Recorder.Panel.Surfaces.Mackie;

/// <summary>
/// What a Mackie Control shows: lights, motors, rings, digits, text, meters. Only what is other than it was is sent, and no
/// more than a cable carries; what was never sent counts as other, so that a surface just plugged in gets all of it.
/// </summary>
internal sealed class MackieMirror(IMidiPort port, SurfaceDesk desk, MackiePots pots)
{
    private const int Unknown = -1;
    private const int Notes = 128;
    private const int SetOverload = 0xE;
    private const int ClearOverload = 0xF;

    // A fader without touch sense counts as held for so long after it moved.
    private const long HeldAfterMoveMs = 400;

    // The surface lets its meters fall by itself, one step in 300 ms: a level that stands is told again.
    private const long MeterEveryMs = 100;

    private readonly MidiOut output = new(port);
    private readonly MackieText text = new(desk, pots);
    private readonly int[] lights = Filled(Notes);
    private readonly int[] motors = Filled(MackieCodes.Faders);
    private readonly int[] rings = Filled(SurfaceDesk.StripsPerBank);
    private readonly int[] digits = Filled(MackieCodes.TimeDigits + MackieCodes.AssignmentDigits);
    private readonly int[] meters = Filled(SurfaceDesk.StripsPerBank);
    private readonly int[] overloads = Filled(SurfaceDesk.StripsPerBank);
    private readonly bool[] isTouched = new bool[MackieCodes.Faders];
    private readonly long[] heldUntilMs = new long[MackieCodes.Faders];
    private long metersAtMs;

    /// <summary>The number the surface gives itself in system-exclusive messages.</summary>
    public byte Device { get; set; } = MackieCodes.MainUnit;

    /// <summary>What a fader moves.</summary>
    public SurfaceValue FaderValue(int fader) => fader == MackieCodes.MasterFader
        ? SurfaceValue.MixLevel
        : SurfaceValue.Of(SurfaceAction.Fader, desk.FirstStrip + fader)!.Value;

    /// <summary>A hand is on a fader, or off again.</summary>
    public void OnTouched(int fader, bool isDown)
    {
        isTouched[fader] = isDown;
        heldUntilMs[fader] = 0;
        // Let go, it returns to where it was last sent: so it is sent where it is now.
        motors[fader] = Unknown;
    }

    /// <summary>A fader was moved by hand.</summary>
    public void OnMoved(int fader)
    {
        heldUntilMs[fader] = desk.NowMs + HeldAfterMoveMs;
        motors[fader] = Unknown;
    }

    /// <summary>The surface has forgotten everything.</summary>
    public void Forget()
    {
        foreach (var sent in (int[][])[lights, motors, rings, digits, meters, overloads])
            Array.Fill(sent, Unknown);
        text.Forget();
    }

    /// <summary>Sends what has changed, the urgent first.</summary>
    public void Tick(long nowMs)
    {
        output.Tick(nowMs);
        for (var note = 0; note <= MackieCodes.AnySoloLight; note++)
        {
            if (note is <= MackieCodes.LastLightOfButtons or >= MackieCodes.SmpteLight)
                Change(lights, note, IsLit(note) ? MackieCodes.Lit : 0, 0x90, note);
        }
        for (var fader = 0; fader < MackieCodes.Faders; fader++)
            ShowFader(fader, nowMs);
        for (var pot = 0; pot < SurfaceDesk.StripsPerBank; pot++)
            Change(rings, pot, pots.Ring(pot), 0xB0, MackieCodes.Ring + pot);
        if (nowMs - metersAtMs >= MeterEveryMs)
            ShowMeters(nowMs);
        ShowDigits();
        text.Show(output, Device, nowMs);
    }

    private static int[] Filled(int count)
    {
        var values = new int[count];
        Array.Fill(values, Unknown);
        return values;
    }

    private void Change(int[] sent, int index, int value, byte status, int number)
    {
        if (sent[index] != value && output.Send(status, (byte)number, (byte)value))
            sent[index] = value;
    }

    private bool IsLit(int note)
    {
        if (MackieCodes.RowOf(note) is { } row)
            return desk.IsLit(row, note % SurfaceDesk.StripsPerBank);
        if (MackieCodes.KeyOf(note) is { } key)
            return desk.IsLit(key, 0);
        return note switch
        {
            >= MackieCodes.Select and < MackieCodes.PotPress => pots.Chosen == desk.FirstStrip + note - MackieCodes.Select,
            MackieCodes.SmpteLight => true,
            MackieCodes.AnySoloLight => desk.Snapshot.Mix.Strips.Any(strip => strip.Values.IsOn(Core.Parameters.StripParameter.Solo)),
            _ => note == pots.Assignment,
        };
    }

    // A fader that a hand holds is never moved by its motor.
    private void ShowFader(int fader, long nowMs)
    {
        if (isTouched[fader] || nowMs < heldUntilMs[fader])
            return;
        var place = (int)Math.Round((desk.Position(FaderValue(fader)) ?? 0) * MackieCodes.TopOfFader);
        if (motors[fader] != place && output.Send((byte)(0xE0 | fader), (byte)(place & 0x7F), (byte)(place >> 7)))
            motors[fader] = place;
    }

    private void ShowMeters(long nowMs)
    {
        metersAtMs = nowMs;
        for (var strip = 0; strip < SurfaceDesk.StripsPerBank; strip++)
        {
            var (peak, hasClipped) = Level(desk.FirstStrip + strip);
            var level = MackieCodes.MeterLevel(20 * Math.Log10(peak));
            if ((level > 0 || meters[strip] != 0) && output.Send(0xD0, (byte)(strip << 4 | level)))
                meters[strip] = level;
            var overload = hasClipped ? SetOverload : ClearOverload;
            if (overloads[strip] != overload && output.Send(0xD0, (byte)(strip << 4 | overload)))
                overloads[strip] = overload;
        }
    }

    // What is played is seen after its fader; otherwise the inputs, which are always listened to.
    private (float Peak, bool HasClipped) Level(int channel)
    {
        var snapshot = desk.Snapshot;
        if (snapshot.Transport is TransportState.Playing or TransportState.Paused)
            return channel < snapshot.Mix.Strips.Length ? (snapshot.Mix.Strips[channel].Peak, false) : default;
        return channel < snapshot.Inputs.Length ? (snapshot.Inputs[channel].Peak, snapshot.Inputs[channel].HasClipped) : default;
    }

    private void ShowDigits()
    {
        var shown = MackieText.Digits(desk.Snapshot, desk.FirstStrip);
        for (var digit = 0; digit < shown.Length; digit++)
            Change(digits, digit, shown[digit], 0xB0, MackieCodes.RightmostDigit + digit);
    }
}
