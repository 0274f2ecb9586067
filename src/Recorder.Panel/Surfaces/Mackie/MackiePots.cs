using System.Collections.Immutable;
using Recorder.Core.Parameters;
using static Recorder.Core.Parameters.StripParameter;

namespace Recorder.Panel.Surfaces.Mackie;

/// <summary>What the eight pots turn: one value of each strip of the bank, or eight values of the chosen strip.</summary>
internal sealed class MackiePots(SurfaceDesk desk)
{
    private static readonly ImmutableArray<StripParameter> Equalizer = [LowGainDb, LowHz, LowMidGainDb, LowMidHz, HighMidGainDb, HighMidHz, HighGainDb, HighHz];

    private static readonly ImmutableArray<StripParameter> Dynamics =
    [
        GateThresholdDb, CompressorOn, CompressorThresholdDb, CompressorRatio, CompressorAttackMs, CompressorReleaseMs, CompressorKneeDb, CompressorMakeupDb,
    ];

    private bool isDelay;

    /// <summary>The assignment button whose light burns.</summary>
    public int Assignment { get; private set; } = MackieCodes.AssignPan;

    /// <summary>The strip whose SELECT burns, from 0.</summary>
    public int Chosen { get; set; }

    /// <summary>An assignment button was pressed; SEND again goes from one effect to the other. False when it is none that does something.</summary>
    public bool Assign(int note)
    {
        if (note is not (MackieCodes.AssignTrack or MackieCodes.AssignSend or MackieCodes.AssignPan or MackieCodes.AssignPlugIn or MackieCodes.AssignEqualizer))
            return false;
        isDelay = note == MackieCodes.AssignSend && Assignment == MackieCodes.AssignSend && !isDelay;
        Assignment = note;
        return true;
    }

    /// <summary>The value under a pot, counted from 0.</summary>
    public SurfaceValue this[int pot] => Assignment switch
    {
        MackieCodes.AssignEqualizer => new(Chosen, Equalizer[pot]),
        MackieCodes.AssignPlugIn => new(Chosen, Dynamics[pot]),
        MackieCodes.AssignTrack => new(desk.FirstStrip + pot, TrimDb),
        MackieCodes.AssignSend => new(desk.FirstStrip + pot, isDelay ? DelaySendDb : ReverbSendDb),
        _ => new(desk.FirstStrip + pot, Pan),
    };

    /// <summary>What the ring shows: bits 4 and 5 the manner, the lower four a place from 1 to 11; 0 is dark.</summary>
    public byte Ring(int pot)
    {
        const int Places = 11;
        const int Dot = 0x00;
        const int BoostCut = 0x10;
        const int Wrap = 0x20;
        var value = this[pot];
        if (desk.Position(value) is not { } position)
            return 0;
        var spec = value.Spec;
        var isCentred = spec.Minimum < 0 && Math.Abs(spec.Minimum + spec.Maximum) < 1e-3;
        var manner = spec == Pan.Spec() ? Dot : isCentred ? BoostCut : Wrap;
        return (byte)(manner | (1 + (int)Math.Round(position * (Places - 1))));
    }
}
