using System.Collections.Immutable;
using Recorder.Core.Parameters;

namespace Recorder.Core.Snapshots;

/// <summary>One musician's own mix as it is set.</summary>
/// <remarks>Settable, not init: generated readers give an init property that the file leaves out no default but null or 0.</remarks>
public sealed record CueState
{
    /// <summary>Level of the whole mix in decibels; at -60 it is off.</summary>
    public float LevelDb { get; set; } = CueParameter.LevelDb.Spec().Default;

    /// <summary>Peak of the click's accent in it in decibels; at -60 it has no click.</summary>
    public float ClickDb { get; set; } = CueParameter.ClickDb.Spec().Default;

    /// <summary>Level of each channel in decibels; those behind the last are at their default.</summary>
    public ImmutableArray<float> ChannelsDb { get; set; } = [];

    /// <summary>One value in its parameter's unit.</summary>
    public float this[CueParameter parameter] => parameter == CueParameter.LevelDb ? LevelDb : ClickDb;

    /// <summary>The level of one channel in decibels; channels count from 0.</summary>
    public float ChannelDb(int channel) => channel < ChannelsDb.Length ? ChannelsDb[channel] : CueParameters.ChannelDb.Default;

    /// <summary>A copy in which one value is other, clamped to its range.</summary>
    public CueState With(CueParameter parameter, float value)
    {
        var clamped = parameter.Spec().Clamp(value);
        return parameter == CueParameter.LevelDb ? this with { LevelDb = clamped } : this with { ClickDb = clamped };
    }

    /// <summary>A copy in which the level of one channel is other, clamped to its range.</summary>
    public CueState WithChannel(int channel, float levelDb)
    {
        var levels = ChannelsDb;
        while (levels.Length <= channel)
            levels = levels.Add(CueParameters.ChannelDb.Default);
        return this with { ChannelsDb = levels.SetItem(channel, CueParameters.ChannelDb.Clamp(levelDb)) };
    }
}
