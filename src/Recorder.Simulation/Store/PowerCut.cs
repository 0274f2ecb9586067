using Recorder.Simulation.Band.Sound;

namespace Recorder.Simulation.Store;

/// <summary>The chance by which a disk keeps, drops or tears what was not committed.</summary>
/// <remarks>Some cuts keep everything, some drop everything; most decide page by page, as a disk that reorders its writes would.</remarks>
internal sealed class PowerCut
{
    private readonly double keepShare;
    private Dice dice;

    public PowerCut(ulong seed)
    {
        dice = new Dice(seed);
        keepShare = dice.Below(8) switch { 0 => 0, 1 => 1, 2 => 0.1, 3 => 0.9, _ => 0.5 };
    }

    /// <summary>The old or the new.</summary>
    public T Choose<T>(T old, T latest) => dice.Chance(keepShare) ? latest : old;

    /// <summary>The old page, the new one, or some sectors of each.</summary>
    public StorePage Choose(StorePage old, StorePage latest)
    {
        if (keepShare is 0 or 1 || dice.Chance(0.75))
            return dice.Chance(keepShare) ? latest : old;
        var torn = old.Copy();
        for (var sector = 0; sector < StorePage.Bytes; sector += StorePage.SectorBytes)
        {
            if (dice.Chance(0.5))
                latest.Data.AsSpan(sector, StorePage.SectorBytes).CopyTo(torn.Data.AsSpan(sector));
        }
        torn.IsFrozen = true;
        return torn;
    }

    /// <summary>The old length, the new one, or any in between when the file grew.</summary>
    public long ChooseLength(long old, long latest)
    {
        if (keepShare is not (0 or 1) && latest > old && dice.Chance(0.3))
            return old + (long)((latest - old) * dice.Between(0, 1));
        return dice.Chance(keepShare) ? latest : old;
    }
}
