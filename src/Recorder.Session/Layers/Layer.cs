using System.Collections.Immutable;
using Recorder.Session.Journal;

namespace Recorder.Session.Layers;

/// <summary>A finished overdub of a take: frames of some inputs that belong to frames of the take.</summary>
/// <param name="Number">Its number in the take, from 1; a later one was recorded later.</param>
/// <param name="Journal">All its journal says.</param>
public sealed record Layer(int Number, TakeJournal Journal)
{
    /// <summary>Frame of the take at which its first frame belongs.</summary>
    public long StartFrame => Journal.Start!.LayerStartFrame;

    /// <summary>Its length.</summary>
    public long Frames => Journal.SafeFrames;

    /// <summary>The take's frame behind its last.</summary>
    public long EndFrame => StartFrame + Frames;

    /// <summary>One entry per file.</summary>
    public ImmutableArray<JournalTrack> Tracks => Journal.Start!.Tracks;

    /// <summary>The finished ones among a take's layer folders, by number.</summary>
    /// <param name="folders">Names of what is in the take's folder of layers.</param>
    /// <param name="readJournal">The journal of a layer; null when it has none.</param>
    public static ImmutableArray<Layer> Read(IEnumerable<string> folders, Func<int, TakeJournal?> readJournal) =>
    [
        .. folders.Select(name => SessionLayout.TryParseLayerName(name, out var number) ? number : 0).Where(number => number > 0).Order()
            .Select(number => readJournal(number) is { Start: not null, Stop.Frames: > 0 } journal ? new Layer(number, journal) : null)
            .OfType<Layer>(),
    ];
}
