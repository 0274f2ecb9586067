using System.Collections.Immutable;
using Recorder.Core.Parameters;
using Recorder.Core.Snapshots;

namespace Recorder.Studio.QuickMix;

/// <summary>A track as the quick mix knows it.</summary>
/// <param name="Name">What people call it.</param>
/// <param name="Sound">What was heard on it.</param>
/// <param name="Current">The strip as it stands.</param>
/// <param name="HandSet">What a hand has set; these values are never touched.</param>
public sealed record QuickMixTrack(string Name, TrackSound Sound, StripValues Current, ImmutableHashSet<StripParameter> HandSet);

/// <summary>A quick mix: values for every strip and a sentence for every move.</summary>
/// <param name="Strips">One per track, in their order.</param>
/// <param name="Roles">What part each track was taken for.</param>
/// <param name="Bus">Effects and stereo bus.</param>
/// <param name="Moves">What was done and why.</param>
public sealed record QuickMixPlan(
    ImmutableArray<StripValues> Strips, ImmutableArray<TrackRole> Roles, BusValues Bus, ImmutableArray<QuickMixMove> Moves);

/// <summary>A strip on its way to its quick mix: what a hand has set stays, every change has its sentence.</summary>
internal sealed class StripDraft(QuickMixTrack track, int strip, TrackRole role, List<QuickMixMove> moves)
{
    private bool hasToldHand;

    public string Name => track.Name;

    /// <summary>What was heard on it; of a stereo pair, on both halves.</summary>
    public TrackSound Sound { get; set; } = track.Sound;

    public TrackRole Role { get; } = role;
    public RoleHabit Habit { get; } = RoleHabit.Of(role);
    public StripValues Values { get; private set; } = track.Current;

    /// <summary>Sets values that belong together, unless a hand has set one of them; says it in one sentence.</summary>
    public void Move(string sentence, params ReadOnlySpan<(StripParameter Parameter, double Value)> values)
    {
        foreach (var (parameter, _) in values)
        {
            if (!track.HandSet.Contains(parameter))
                continue;
            if (!hasToldHand)
                moves.Add(new QuickMixMove(Name, "Left as your hand set it where you did.") { Strip = strip });
            hasToldHand = true;
            return;
        }
        var moved = ImmutableArray.CreateBuilder<QuickMixValue>(values.Length);
        foreach (var (parameter, value) in values)
        {
            var before = Values[parameter];
            Values = Values.With(parameter, (float)value);
            moved.Add(new QuickMixValue(parameter.Spec().Key, before, Values[parameter]));
        }
        moves.Add(new QuickMixMove(Name, sentence) { Strip = strip, Values = moved.DrainToImmutable() });
    }
}
