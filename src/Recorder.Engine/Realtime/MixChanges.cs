using Recorder.Core.Parameters;
using Recorder.Dsp.Mixing;

namespace Recorder.Engine.Realtime;

/// <summary>Moves of the mix on their way from the control side to the monitor thread, which alone may touch the mixer; nothing locks or allocates.</summary>
internal sealed class MixChanges
{
    // A whole scene of 64 strips and more fits between two periods.
    private const int Capacity = 4096;
    private const int Bus = -1;

    private readonly Change[] changes = new Change[Capacity];
    private readonly StripValues[] strips;
    private BusValues bus = BusParameters.Defaults();
    private long added;
    private long taken;

    public MixChanges(int channels) => strips = [.. Enumerable.Repeat(StripParameters.Defaults(), channels)];

    /// <summary>Control side: one value of a strip. False when the monitor thread has not kept up.</summary>
    public bool TryAdd(int strip, StripParameter parameter, float value) => TryAdd(new(strip, (int)parameter, parameter.Spec().Clamp(value)));

    /// <summary>Control side: one value of effects and bus.</summary>
    public bool TryAdd(BusParameter parameter, float value) => TryAdd(new(Bus, (int)parameter, parameter.Spec().Clamp(value)));

    /// <summary>Monitor thread: brings the mixer up to date.</summary>
    public void Apply(Mixer mixer)
    {
        for (var end = Volatile.Read(ref added); taken < end; Volatile.Write(ref taken, taken + 1))
        {
            var (strip, parameter, value) = changes[taken % Capacity];
            if (strip == Bus)
            {
                bus[(BusParameter)parameter] = value;
                mixer.SetBus(bus);
            }
            else
            {
                strips[strip][(StripParameter)parameter] = value;
                mixer.SetStrip(strip, strips[strip]);
            }
        }
    }

    private bool TryAdd(Change change)
    {
        if (added - Volatile.Read(ref taken) == Capacity)
            return false;
        changes[added % Capacity] = change;
        Volatile.Write(ref added, added + 1);
        return true;
    }

    private readonly record struct Change(int Strip, int Parameter, float Value);
}
