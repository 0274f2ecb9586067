namespace Recorder.Simulation.Store;

/// <summary>A page of a simulated file. Frozen ones may belong to several versions and are copied before they change.</summary>
internal sealed class StorePage
{
    /// <summary>Bytes of a page.</summary>
    public const int Bytes = 4096;

    /// <summary>The most a disk writes at once for certain.</summary>
    public const int SectorBytes = 512;

    /// <summary>What a page reads that was never written.</summary>
    public static readonly StorePage Empty = new() { IsFrozen = true };

    /// <summary>The bytes.</summary>
    public byte[] Data { get; private init; } = new byte[Bytes];

    /// <summary>Whether it must not change any more.</summary>
    public bool IsFrozen { get; set; }

    /// <summary>A page with the same bytes that may change.</summary>
    public StorePage Copy() => new() { Data = (byte[])Data.Clone() };
}
