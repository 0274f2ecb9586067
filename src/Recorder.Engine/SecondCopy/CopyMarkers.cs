using Recorder.Core.Ports;
using Recorder.Core.Units;
using Recorder.Engine.Disk;
using Recorder.Media.Audio;
using Recorder.Session.Journal;

namespace Recorder.Engine.SecondCopy;

/// <summary>Places a take's markers in one part of its second copy; how many are placed is kept with the copy's place.</summary>
/// <param name="take">The copy.</param>
/// <param name="journal">The part's journal.</param>
/// <param name="partStart">Frame of the take at which the part begins.</param>
internal sealed class CopyMarkers(CopyTake take, JournalWriter journal, long partStart)
{
    private readonly TakeMarkers source = take.Source.Markers;

    /// <summary>Takes up those that the part's journal has.</summary>
    /// <param name="at">The copy's place.</param>
    /// <param name="story">What the journal says.</param>
    /// <param name="first">Markers of the take before this part.</param>
    public void TakeUp(ref CopyCursor at, TakeJournal story, int first)
    {
        for (var i = 0; i < story.Markers.Length; i++)
            take.MarkerFrames[first + i] = partStart + story.Markers[i].Frame;
        at.Markers = Math.Max(at.Markers, first + story.Markers.Length);
    }

    /// <summary>Frame of the ring at which the next one lies; the largest number there is when there is none.</summary>
    /// <remarks>
    /// One that an earlier engine had placed has its place in the take already, and no frame of this ring: as far as no gap is in
    /// between, it is as many frames away in both.
    /// </remarks>
    public long NextRingFrame(in CopyCursor at) => at.Markers >= source.Count ? long.MaxValue : source[at.Markers] switch
    {
        (0, var takeFrame, _) => at.RingFrame + Math.Max(0, takeFrame - at.Frame),
        var (ringFrame, _, _) => ringFrame,
    };

    /// <summary>Places those that lie where the copy is, or before.</summary>
    public StoreError PlaceDue(ref CopyCursor at)
    {
        var error = StoreError.None;
        while (error == StoreError.None && NextRingFrame(in at) <= at.RingFrame)
            error = Place(ref at);
        return error;
    }

    /// <summary>Places all there are: the take is over.</summary>
    public StoreError PlaceAll(ref CopyCursor at)
    {
        var error = StoreError.None;
        while (error == StoreError.None && at.Markers < source.Count)
            error = Place(ref at);
        return error;
    }

    /// <summary>The placed ones within the part, for its files.</summary>
    public AudioMarker[] Within(in CopyCursor at)
    {
        var end = at.Frame;
        return
        [
            .. Enumerable.Range(0, at.Markers).Select(i => (Frame: take.MarkerFrames[i], source[i].Label))
                .Where(marker => marker.Frame >= partStart && marker.Frame <= end)
                .Select(marker => new AudioMarker(new FramePosition(marker.Frame - partStart), marker.Label)),
        ];
    }

    private StoreError Place(ref CopyCursor at)
    {
        var marker = source[at.Markers];
        var frame = marker.RingFrame == 0 ? marker.TakeFrame : at.Frame;
        var error = journal.Marker(Math.Max(0, frame - partStart), marker.Label);
        if (error == StoreError.None)
            take.MarkerFrames[at.Markers++] = frame;
        return error;
    }
}
