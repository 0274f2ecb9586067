using Recorder.Core.Commands;
using Recorder.Core.Parameters;
using Recorder.Core.Snapshots;

namespace Recorder.Panel.Surfaces;

/// <summary>A value that a fader or knob of a surface moves: its declaration, where it is read, what sets it.</summary>
/// <param name="Strip">The strip, from 0; -1 for values of the whole.</param>
/// <param name="Parameter">The parameter of the strip; null for values of the whole.</param>
/// <param name="IsPhones">Without a parameter: the headphones instead of the mix's level.</param>
internal readonly record struct SurfaceValue(int Strip, StripParameter? Parameter, bool IsPhones = false)
{
    public static SurfaceValue MixLevel => new(-1, null);

    public static SurfaceValue Phones => new(-1, null, IsPhones: true);

    // The headphones' level has a fader's range, as on the panel.
    public ParameterSpec Spec => Parameter is { } parameter ? parameter.Spec() : IsPhones ? StripParameter.FaderDb.Spec() : BusParameter.BusFaderDb.Spec();

    /// <summary>The value that an action means; null for switches and keys.</summary>
    public static SurfaceValue? Of(SurfaceAction action, int strip) => action switch
    {
        SurfaceAction.Fader => new(strip, StripParameter.FaderDb),
        SurfaceAction.Pan => new(strip, StripParameter.Pan),
        SurfaceAction.Trim => new(strip, StripParameter.TrimDb),
        SurfaceAction.ReverbSend => new(strip, StripParameter.ReverbSendDb),
        SurfaceAction.DelaySend => new(strip, StripParameter.DelaySendDb),
        SurfaceAction.MixLevel => MixLevel,
        SurfaceAction.Phones => Phones,
        _ => null,
    };

    /// <summary>Its value now; null when there is no such strip.</summary>
    public float? Read(RecorderSnapshot snapshot) => Parameter switch
    {
        { } parameter when Strip >= 0 && Strip < snapshot.Mix.Strips.Length => snapshot.Mix.Strips[Strip].Values[parameter],
        null => IsPhones ? snapshot.PhonesDb : snapshot.Mix.Bus[BusParameter.BusFaderDb],
        _ => null,
    };

    /// <summary>The command that sets it.</summary>
    public RecorderCommand Set(float value) => Parameter is { } parameter ? new SetStrip(Strip, parameter, value)
        : IsPhones ? new SetPhones(value)
        : new SetBus(BusParameter.BusFaderDb, value);
}
