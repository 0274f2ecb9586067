using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Recorder.Core.Ports;
using Recorder.Simulation.Band.Acoustics;
using Recorder.Simulation.Band.Players;
using Recorder.Simulation.Band.Score;

namespace Recorder.Simulation.Band;

/// <summary>One input of the band's interface.</summary>
/// <param name="Name">What the strip is called.</param>
/// <param name="IsMicrophone">True for a microphone, which hears the others too; false for a cable.</param>
public sealed record BandInput(string Name, bool IsMicrophone);

/// <summary>
/// A band that never tires: songs, talk, tuning and pauses, as the microphones on its stage hear them.
/// </summary>
/// <remarks>
/// The same seed, rate and number of inputs give the same bits on every machine and for every size of block.
/// <see cref="Render"/> allocates nothing.
/// </remarks>
public sealed class BandSynthesizer
{
    /// <summary>The most inputs a band can fill.</summary>
    public const int MaximumInputs = 64;

    /// <summary>The lowest rate a band plays at.</summary>
    public const int LowestRateHz = 8000;

    /// <summary>The highest rate a band plays at.</summary>
    public const int HighestRateHz = 192000;

    // A drummer or a singer who is not miked is still heard by the others.
    private const Part LastOfTheBand = Part.BackingOne;

    private readonly Ensemble ensemble;
    private readonly Stage stage;
    private readonly ulong seed;
    private readonly int[][] words;
    private int used = Ensemble.BlockFrames;

    /// <summary>A band on its stage, before its first sound.</summary>
    /// <param name="inputs">1 to 64.</param>
    /// <param name="rateHz">Frames per second, 8000 to 192000.</param>
    /// <param name="seed">Another seed, another evening.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public BandSynthesizer(int inputs, int rateHz, ulong seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(inputs, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(inputs, MaximumInputs);
        ArgumentOutOfRangeException.ThrowIfLessThan(rateHz, LowestRateHz);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(rateHz, HighestRateHz);
        (this.seed, RateHz) = (seed, rateHz);
        var specs = InputSpec.ForCount(inputs);
        var sources = SourceSpec.For(specs, LastOfTheBand);
        Inputs = [.. specs.Select(spec => new BandInput(spec.Name, spec.Kind != InputKind.Direct))];
        ensemble = new Ensemble(sources, rateHz, seed);
        stage = new Stage(sources, specs, rateHz, seed);
        words = [.. specs.Select(_ => new int[Ensemble.BlockFrames])];
    }

    /// <summary>The inputs in their order on the desk.</summary>
    public IReadOnlyList<BandInput> Inputs { get; }

    /// <summary>Frames per second.</summary>
    public int RateHz { get; }

    /// <summary>The frame the next <see cref="Render"/> begins with.</summary>
    public long PositionFrames { get; private set; }

    /// <summary>What the band does between two times, in order: every moment that has a part in between.</summary>
    public IReadOnlyList<BandMoment> Moments(double fromSeconds, double toSeconds)
    {
        var programme = new Programme(seed);
        var moments = new List<BandMoment>();
        for (var stretch = programme.Next(); stretch.StartSeconds < toSeconds; stretch = programme.Next())
        {
            if (stretch.EndSeconds <= fromSeconds)
                continue;
            var song = programme.Song;
            moments.Add(new BandMoment(stretch.Kind, stretch.StartSeconds, stretch.EndSeconds, stretch.Kind == BandMomentKind.Song
                ? new BandSong(song.Number, song.Title, song.Style.Name, song.TempoBpm, song.KeyName)
                : null));
        }
        return moments;
    }

    /// <summary>Fills a stretch with the next frames: 24-bit words in the upper bits of 32.</summary>
    public void Render(PlanarWords destination)
    {
        for (var done = 0; done < destination.Frames;)
        {
            if (used == Ensemble.BlockFrames)
                RenderBlock();
            var frames = Math.Min(Ensemble.BlockFrames - used, destination.Frames - done);
            for (var channel = 0; channel < words.Length; channel++)
                words[channel].AsSpan(used, frames).CopyTo(destination.Channel(channel)[done..]);
            used += frames;
            done += frames;
            PositionFrames += frames;
        }
    }

    private void RenderBlock()
    {
        ensemble.Play(stage);
        stage.Mix();
        for (var channel = 0; channel < words.Length; channel++)
            ToWords(stage.Heard(channel), words[channel]);
        used = 0;
    }

    private static void ToWords(ReadOnlySpan<float> sound, Span<int> words)
    {
        const float FullScale = 8388607;
        var from = MemoryMarshal.Cast<float, Vector128<float>>(sound);
        var to = MemoryMarshal.Cast<int, Vector128<int>>(words);
        for (var i = 0; i < from.Length; i++)
        {
            var scaled = from[i] * Vector128.Create(FullScale + 1);
            var held = Vector128.MaxNative(Vector128.MinNative(scaled, Vector128.Create(FullScale)), Vector128.Create(-FullScale - 1));
            to[i] = Vector128.ConvertToInt32(Vector128.Floor(held + Vector128.Create(0.5f))) << 8;
        }
    }
}
