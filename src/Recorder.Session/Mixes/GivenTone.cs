using Recorder.Core.Parameters;

namespace Recorder.Session.Mixes;

/// <summary>The three tone controls of a master as a reference has set them, in decibels.</summary>
public sealed record GivenTone(float LowDb, float BodyDb, float AirDb)
{
    /// <summary>As a master's values have them.</summary>
    public static GivenTone Of(in MasterValues values) =>
        new(values[MasterParameter.LowDb], values[MasterParameter.BodyDb], values[MasterParameter.AirDb]);

    /// <summary>A master's values with this tone.</summary>
    public MasterValues In(in MasterValues values) =>
        values.With(MasterParameter.LowDb, LowDb).With(MasterParameter.BodyDb, BodyDb).With(MasterParameter.AirDb, AirDb);
}
