namespace Recorder.Panel.Surfaces.Midi;

/// <summary>What a channel message says (MIDI 1.0 Detailed Specification, table II).</summary>
internal enum MidiKind
{
    NoteOff = 0x80,
    NoteOn = 0x90,
    KeyPressure = 0xA0,
    Control = 0xB0,
    Program = 0xC0,
    ChannelPressure = 0xD0,
    PitchBend = 0xE0,
}

/// <summary>A channel message.</summary>
/// <param name="Status">Kind in the upper four bits, channel from 0 in the lower.</param>
/// <param name="Data1">0 to 127.</param>
/// <param name="Data2">0 to 127; 0 where the kind has one byte only.</param>
internal readonly record struct MidiMessage(byte Status, byte Data1, byte Data2)
{
    public MidiKind Kind => (MidiKind)(Status & 0xF0);

    /// <summary>From 0.</summary>
    public int Channel => Status & 0x0F;

    /// <summary>The 14 bits of a pitch bend, the coarse seven in the second byte: 0 to 16383.</summary>
    public int Bend => Data1 | Data2 << 7;

    /// <summary>A key or button goes down; a note with velocity 0 is its end.</summary>
    public bool IsPress => Kind == MidiKind.NoteOn && Data2 > 0;

    /// <summary>A key or button comes up.</summary>
    public bool IsRelease => Kind == MidiKind.NoteOff || (Kind == MidiKind.NoteOn && Data2 == 0);

    /// <summary>Data bytes after a status byte of a channel message.</summary>
    public static int DataBytes(MidiKind kind) => kind is MidiKind.Program or MidiKind.ChannelPressure ? 1 : 2;
}
