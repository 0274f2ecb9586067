using System.Collections.Immutable;
using Recorder.Core.Commands;
using Recorder.Core.Ports;
using Recorder.Panel.Surfaces.Midi;

namespace Recorder.Panel.Surfaces.Mapped;

/// <summary>What a surface does when it is first plugged in, by its name.</summary>
internal static class Presets
{
    // Surfaces whose own mode is Mackie Control; those with another of the same make are told apart before.
    private static readonly string[] MackieNames = ["mackie", "mcu", "x-touch", "faderport", "qcon", "platform m", "platform x", "icon p1", "ssl uf", "asparion", "d700"];

    /// <summary>The map for a name; an unknown one starts empty and learns.</summary>
    public static SurfaceMap For(MidiIdentity surface)
    {
        var name = surface.ToString().ToLowerInvariant();
        if (name.Contains("nanokontrol2", StringComparison.Ordinal))
            return NanoKontrol2();
        if (name.Contains("x-touch mini", StringComparison.Ordinal))
            return XTouchMini();
        return MackieNames.Any(known => name.Contains(known, StringComparison.Ordinal))
            ? new SurfaceMap { Protocol = SurfaceProtocol.Mackie }
            : new SurfaceMap();
    }

    /// <summary>Korg nanoKONTROL2 as it leaves the factory, in CC mode; its lights follow with LED Mode set to External.</summary>
    public static SurfaceMap NanoKontrol2()
    {
        const int Fader = 0, Knob = 16, Solo = 32, Mute = 48, Arm = 64;
        return new SurfaceMap
        {
            Bindings =
            [
                .. EachStrip(strip => new(Control(Fader + strip), ControlEncoding.Absolute, SurfaceAction.Fader, strip)),
                .. EachStrip(strip => new(Control(Knob + strip), ControlEncoding.Absolute, SurfaceAction.Pan, strip)),
                .. EachStrip(strip => Button(Solo + strip, SurfaceAction.Solo, strip)),
                .. EachStrip(strip => Button(Mute + strip, SurfaceAction.Mute, strip)),
                .. EachStrip(strip => Button(Arm + strip, SurfaceAction.Arm, strip)),
                Button(41, SurfaceAction.Play), Button(42, SurfaceAction.Stop), Button(43, SurfaceAction.MarkerBack), Button(44, SurfaceAction.MarkerOn),
                Button(45, SurfaceAction.Record), Button(46, SurfaceAction.QuickMix), Button(58, SurfaceAction.BankLeft), Button(59, SurfaceAction.BankRight),
                Button(60, SurfaceAction.Mark), Button(61, SurfaceAction.Undo), Button(62, SurfaceAction.Redo),
            ],
        };

        static ControlSource Control(int number) => new(MidiKind.Control, 0, number);
        static ControlBinding Button(int number, SurfaceAction action, int strip = 0) =>
            new(Control(number), ControlEncoding.Absolute, action, strip, new ControlLight(Control(number), 127));
    }

    /// <summary>
    /// Behringer X-TOUCH MINI in standard mode, layers A and B as they leave the factory: it sends on channel 11 and is told on
    /// its global channel, 1.
    /// </summary>
    public static SurfaceMap XTouchMini()
    {
        const int Sends = 10, Told = 0, RingManner = 1, Ring = 9, RingPlaces = 13, Pan = 1, UpperRow = 8, LowerRow = 16, LayerB = 24;
        ImmutableArray<SurfaceAction> keys =
        [
            SurfaceAction.BankLeft, SurfaceAction.BankRight, SurfaceAction.MarkerBack, SurfaceAction.MarkerOn,
            SurfaceAction.Mark, SurfaceAction.Stop, SurfaceAction.Play, SurfaceAction.Record,
        ];
        return new SurfaceMap
        {
            Bindings =
            [
                .. EachStrip(strip => new(Control(1 + strip), ControlEncoding.Absolute, SurfaceAction.Pan, strip, RingOf(strip))),
                .. EachStrip(strip => new(Note(strip), ControlEncoding.Absolute, SurfaceAction.Solo, strip)),
                .. EachStrip(strip => new(Note(UpperRow + strip), ControlEncoding.Absolute, SurfaceAction.Mute, strip, LightOf(strip))),
                .. EachStrip(strip => new(Note(LowerRow + strip), ControlEncoding.Absolute, keys[strip], 0, LightOf(SurfaceDesk.StripsPerBank + strip))),
                new(Control(9), ControlEncoding.Absolute, SurfaceAction.MixLevel),
                .. EachStrip(strip => new(Control(11 + strip), ControlEncoding.Absolute, SurfaceAction.Fader, strip)),
                new(Control(10), ControlEncoding.Absolute, SurfaceAction.Phones),
                .. EachStrip(strip => new(Note(LayerB + UpperRow + strip), ControlEncoding.Absolute, SurfaceAction.Arm, strip)),
            ],
            Greeting = [.. Enumerable.Range(0, SurfaceDesk.StripsPerBank).Select(ring => new MidiMessage(0xB0 | Told, (byte)(RingManner + ring), Pan))],
        };

        static ControlSource Control(int number) => new(MidiKind.Control, Sends, number);
        static ControlSource Note(int number) => new(MidiKind.NoteOn, Sends, number);
        static ControlLight LightOf(int number) => new(new(MidiKind.NoteOn, Told, number), 1);
        static ControlLight RingOf(int number) => new(new(MidiKind.Control, Told, Ring + number), RingPlaces, IsRing: true);
    }

    private static IEnumerable<ControlBinding> EachStrip(Func<int, ControlBinding> bind) => Enumerable.Range(0, SurfaceDesk.StripsPerBank).Select(bind);
}
