using System.Runtime.CompilerServices;
using System.Text;
using Recorder.Core.Snapshots;
using Recorder.Engine.SecondCopy;

namespace Recorder.Engine.Survival;

/// <summary>How far the second copy of one take has come on its stick, as a successor must know it.</summary>
/// <remarks>It says what the last flush of the stick covered, never more: what lies behind is written again.</remarks>
internal struct CopyStanding
{
    /// <summary>Tracks a take can have.</summary>
    public const int MostTracks = EngineSnapshot.MaxChannels;

    /// <summary>Parts that are remembered; a copy of more is not gone on with by another engine.</summary>
    public const int MostParts = 32;

    /// <summary>The take; 0 when none stands here.</summary>
    public int TakeNumber;

    /// <summary>Whether it has ended before the take: the stick was full.</summary>
    public bool HasEnded;

    /// <summary>The part being written, from 1.</summary>
    public int Part;

    /// <summary>Frame of the take at which that begins.</summary>
    public long PartStart;

    /// <summary>Markers of the take before that.</summary>
    public int FirstMarker;

    /// <summary>Where it was at the last flush.</summary>
    public CopyCursor Safe;

    /// <summary>Checksums of that part's tracks up to there.</summary>
    public TrackSums Sums;

    /// <summary>The parts before it.</summary>
    public ClosedParts Closed;

    private int nameBytes;
    private NameText nameText;

    /// <summary>Its name on the stick: <see cref="CopyFolders"/>.</summary>
    public string Name
    {
        readonly get
        {
            ReadOnlySpan<byte> text = nameText;
            return Encoding.UTF8.GetString(text[..nameBytes]);
        }
        set => nameBytes = Encoding.UTF8.GetBytes(value, nameText);
    }

    /// <summary>A part that is closed.</summary>
    public struct ClosedPart
    {
        /// <summary>Frames of every track.</summary>
        public long Frames;

        /// <summary>Checksums of its tracks.</summary>
        public TrackSums Sums;
    }

    [InlineArray(MostTracks)]
    public struct TrackSums
    {
        private uint first;
    }

    [InlineArray(MostParts)]
    public struct ClosedParts
    {
        private ClosedPart first;
    }

    // The longest name that is fit for a file, and a number behind it.
    [InlineArray(128)]
    private struct NameText
    {
        private byte first;
    }
}
