using System.Collections.Immutable;
using Recorder.Session.Mixes;

namespace Recorder.Studio.QuickMix;

/// <summary>Which of the groups of a fresh scene a track belongs to, by what its name says it plays.</summary>
public static class GroupProposal
{
    private const int Drums = 0, Guitars = 1, Keys = 2, Voices = 3;

    /// <summary>Strips in no group whose name says where they belong, and that group; both from 0.</summary>
    public static ImmutableArray<(int Strip, int Group)> Of(Scene scene) =>
    [
        .. from strip in Enumerable.Range(0, scene.Strips.Length)
           where scene.Strips[strip].Group is null
           let role = RoleGuess.FromName(scene.Strips[strip].Track)
           where role is not null
           let @group = GroupOf(role.Value)
           where @group is not null
           select (strip, @group.Value),
    ];

    // Who is alone of his kind in a band has a fader, and needs no group.
    private static int? GroupOf(TrackRole role) => role switch
    {
        TrackRole.Kick or TrackRole.Snare or TrackRole.HiHat or TrackRole.Toms or TrackRole.Overheads or TrackRole.Percussion or TrackRole.Room => Drums,
        TrackRole.Guitar or TrackRole.AcousticGuitar => Guitars,
        TrackRole.Keys or TrackRole.Synth or TrackRole.Strings => Keys,
        TrackRole.Voice or TrackRole.BackingVoice => Voices,
        _ => null,
    };
}
