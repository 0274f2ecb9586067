using Recorder.Core.Commands;

namespace Recorder.Panel.Surfaces.Mackie;

/// <summary>Numbers of the Mackie Control protocol, as Logic Control's manual prints them and surfaces in MC mode keep them.</summary>
internal static class MackieCodes
{
    // Notes of buttons and their lights, on the first channel; four rows of eight.
    public const int Arm = 0x00;
    public const int Solo = 0x08;
    public const int Mute = 0x10;
    public const int Select = 0x18;
    public const int PotPress = 0x20;

    // What the pots turn.
    public const int AssignTrack = 0x28;
    public const int AssignSend = 0x29;
    public const int AssignPan = 0x2A;
    public const int AssignPlugIn = 0x2B;
    public const int AssignEqualizer = 0x2C;

    public const int Shift = 0x46;
    public const int Undo = 0x51;
    public const int Stop = 0x5D;
    public const int Play = 0x5E;
    public const int Record = 0x5F;
    public const int Marker = 0x54;
    public const int LastLightOfButtons = 0x67;

    // A hand on a fader, the ninth being the master.
    public const int Touch = 0x68;
    public const int SmpteLight = 0x71;
    public const int AnySoloLight = 0x73;

    public const int Faders = 9;
    public const int MasterFader = 8;
    public const int TopOfFader = 16383;

    // Controllers.
    public const int Pot = 0x10;
    public const int Ring = 0x30;
    public const int Wheel = 0x3C;
    public const int RightmostDigit = 0x40;
    public const int TimeDigits = 10;
    public const int AssignmentDigits = 2;

    public const byte Lit = 0x7F;

    // System-exclusive: maker, device, command.
    public const byte MainUnit = 0x14;
    public const byte DeviceQuery = 0x00;
    public const byte ConnectionQuery = 0x01;
    public const byte ConnectionReply = 0x02;
    public const byte WriteText = 0x12;

    // Two lines of 56, of which the display shows 55.
    public const int LineCharacters = 56;
    public const int StripCharacters = 7;

    /// <summary>Mackie's number among the makers of MIDI devices.</summary>
    public static ReadOnlySpan<byte> Maker => [0x00, 0x00, 0x66];

    /// <summary>What a button beyond the strips does.</summary>
    public static SurfaceAction? KeyOf(int note) => note switch
    {
        Record => SurfaceAction.Record,
        Stop => SurfaceAction.Stop,
        Play => SurfaceAction.Play,
        Marker => SurfaceAction.Mark,
        0x2E => SurfaceAction.BankLeft,
        0x2F => SurfaceAction.BankRight,
        0x30 => SurfaceAction.ChannelLeft,
        0x31 => SurfaceAction.ChannelRight,
        0x5B => SurfaceAction.MarkerBack,
        0x5C => SurfaceAction.MarkerOn,
        0x53 => SurfaceAction.Seen,
        _ => null,
    };

    /// <summary>What a row of buttons on the strips does.</summary>
    public static SurfaceAction? RowOf(int note) => note switch
    {
        >= Arm and < Solo => SurfaceAction.Arm,
        >= Solo and < Mute => SurfaceAction.Solo,
        >= Mute and < Select => SurfaceAction.Mute,
        _ => null,
    };

    /// <summary>The level of a strip's meter for a peak in decibels of full scale: 0 dark to 12 full.</summary>
    public static int MeterLevel(double peakDbfs) => peakDbfs switch
    {
        >= 0 => 0xC,
        >= -2 => 0xB,
        >= -4 => 0xA,
        >= -6 => 0x9,
        >= -8 => 0x8,
        >= -10 => 0x7,
        >= -14 => 0x6,
        >= -20 => 0x5,
        >= -30 => 0x4,
        >= -40 => 0x3,
        >= -50 => 0x2,
        >= -60 => 0x1,
        _ => 0x0,
    };

    /// <summary>The answer to the four bytes with which a Logic Control asks whether it speaks to its host.</summary>
    public static byte[] ResponseTo(ReadOnlySpan<byte> challenge)
    {
        int a = challenge[0], b = challenge[1], c = challenge[2], d = challenge[3];
        int[] answer =
        [
            a + (b ^ 0x0A) - d,
            (c >> 4) ^ (a + d),
            (d - (c << 2)) ^ (a | b),
            b - c + (0xF0 ^ (d << 4)),
        ];
        return [.. answer.Select(value => (byte)(value & 0x7F))];
    }
}
