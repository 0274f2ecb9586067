namespace Recorder.Simulation.Band.Sound;

/// <summary>Integer random numbers (SplitMix64), the same everywhere for a seed.</summary>
internal struct Dice(ulong seed)
{
    private ulong state = seed;

    /// <summary>A seed of its own for a thing, from a seed and what tells the thing apart.</summary>
    public static ulong Seed(ulong seed, int first, int second = 0, int third = 0)
    {
        var dice = new Dice(seed ^ ((ulong)(uint)first << 40) ^ ((ulong)(uint)second << 20) ^ (uint)third);
        dice.Next();
        return dice.Next();
    }

    /// <summary>The next 64 random bits.</summary>
    public ulong Next()
    {
        state += 0x9E3779B97F4A7C15;
        var mixed = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }

    /// <summary>A whole number from 0 to below a limit.</summary>
    public int Below(int limit) => (int)((Next() >> 32) * (ulong)limit >> 32);

    /// <summary>A number between two bounds.</summary>
    public double Between(double low, double high) => low + (high - low) * ((Next() >> 11) * (1.0 / (1UL << 53)));

    /// <summary>True this often, 0 to 1.</summary>
    public bool Chance(double share) => Between(0, 1) < share;
}
