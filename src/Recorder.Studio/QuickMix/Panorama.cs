using System.Globalization;
using static Recorder.Core.Parameters.StripParameter;

namespace Recorder.Studio.QuickMix;

/// <summary>The two halves of each stereo pair, found by their names.</summary>
internal static class StereoPairs
{
    public static IReadOnlyDictionary<StripDraft, StripDraft> Find(IReadOnlyList<StripDraft> drafts)
    {
        var pairs = new Dictionary<StripDraft, StripDraft>();
        var halves = drafts.Select(draft => (Draft: draft, Half: RoleGuess.PairHalf(draft.Name)))
            .Where(one => one.Half is not null)
            .GroupBy(one => one.Half!.Value.Stem);
        foreach (var group in halves)
        {
            var left = group.FirstOrDefault(one => one.Half!.Value.Side < 0).Draft;
            var right = group.FirstOrDefault(one => one.Half!.Value.Side > 0).Draft;
            if (left is not null && right is not null)
                (pairs[left], pairs[right]) = (right, left);
        }
        return pairs;
    }
}

/// <summary>Spreads the tracks between left and right so that neither side outweighs the other.</summary>
internal static class Panorama
{
    public static void Apply(StripDraft[] playing, IReadOnlyDictionary<StripDraft, StripDraft> pairs)
    {
        double weight = 0; // Power-weighted lean of all singles so far; below zero is left.
        var placed = new Dictionary<TrackRole, int>();
        foreach (var draft in playing)
        {
            if (pairs.ContainsKey(draft))
            {
                var side = RoleGuess.PairHalf(draft.Name)!.Value.Side;
                Place(draft, side * draft.Habit.PairWidth, "its half of the stereo pair");
            }
            else if (draft.Habit.SideWidth > 0)
            {
                // The second of a kind goes to the other side, the next pair of them further in.
                var order = placed[draft.Role] = placed.GetValueOrDefault(draft.Role) + 1;
                var width = draft.Habit.SideWidth * (order > 2 ? 0.5f : 1);
                var side = weight > 0 ? -1 : 1;
                weight += side * width * Math.Pow(10, draft.Habit.LevelDb / 10);
                Place(draft, side * width, "both sides weigh the same");
            }
        }
    }

    private static void Place(StripDraft draft, double pan, string why)
    {
        if (pan == 0)
            return;
        var side = pan < 0 ? "left" : "right";
        draft.Move(
            string.Create(CultureInfo.InvariantCulture, $"To the {side} ({Math.Abs(pan) * 100:0} %): {why}."),
            (Pan, Math.Round(pan, 2)));
    }
}
