using Recorder.Core.Realtime;

namespace Recorder.Engine.Survival;

/// <summary>How far the takes under way have come; the disk thread writes.</summary>
internal sealed class TakeBoard(RingMemory memory, int offsetBytes) : StandingBoard<TakeStanding>(memory, offsetBytes);
