using System.Collections.Immutable;
using System.Globalization;
using Recorder.Core.Parameters;
using Recorder.Core.Snapshots;
using Recorder.Dsp.Loudness;
using Recorder.Session.Mixes;
using Recorder.Studio.Mix;
using SessionMix = Recorder.Session.Mixes.Mix;

namespace Recorder.Studio.QuickMix;

/// <summary>A whole quick mix of a take: listen, plan, render once to measure, set the level of the whole.</summary>
public static class QuickMixJob
{
    /// <summary>What a quick mix is called; later ones of the same take get a number.</summary>
    public const string SceneName = "Quick mix";

    // Room enough for a mastering chain to work in.
    private const double MixLufs = -20;
    private const double HighestPeakDbtp = -3;

    private const double ListeningShare = 0.4;

    /// <summary>Adds a new scene with the quick mix; values a hand has set in the present one stay as they are.</summary>
    /// <param name="take">The tracks.</param>
    /// <param name="mix">The take's mix so far.</param>
    /// <param name="progress">The share done, 0 to 1.</param>
    /// <param name="cancel">Ends it early; nothing has changed then.</param>
    public static SessionMix Run(TakeAudio take, SessionMix mix, IProgress<double>? progress = null, CancellationToken cancel = default)
    {
        var sounds = TrackListener.Listen(take, Part(progress, 0, ListeningShare), cancel);
        var plan = QuickMixer.Plan(
            [.. mix.Current.Strips.Zip(sounds, (strip, sound) => new QuickMixTrack(strip.Track, sound, strip.Values, HandSet(strip)))]);
        var planned = mix.Current with
        {
            Name = FreeName(mix),
            Strips = [.. mix.Current.Strips.Zip(plan.Strips, (strip, values) => strip with { Values = values })],
        };
        var (bus, move) = SetLevel(take, plan.Bus, planned, Part(progress, ListeningShare, 1), cancel);
        var scene = planned with { Bus = bus };
        return mix.WithScene(scene) with { QuickMixMoves = move is null ? plan.Moves : plan.Moves.Add(move), QuickMixScene = scene.Name };
    }

    private static (BusValues Bus, QuickMixMove? Move) SetLevel(
        TakeAudio take, BusValues bus, Scene planned, IProgress<double>? progress, CancellationToken cancel)
    {
        if (planned.BusHandSet[(int)BusParameter.BusFaderDb])
            return (planned.Bus, null);
        for (var i = 0; i < BusParameters.Count; i++)
            if (planned.BusHandSet[i])
                bus[(BusParameter)i] = planned.Bus[(BusParameter)i];
        var meter = new ProgrammeMeter(2, take.RateHz);
        MixRenderer.Render(take, MixSettings.Of(planned with { Bus = bus }), meter.Process, progress: progress, cancel: cancel);
        var reading = meter.Complete();
        if (!double.IsFinite(reading.IntegratedLufs))
            return (bus, null);
        var levelDb = Math.Min(MixLufs - reading.IntegratedLufs, HighestPeakDbtp - reading.TruePeakDbtp);
        var beforeDb = bus[BusParameter.BusFaderDb];
        bus = bus.With(BusParameter.BusFaderDb, (float)levelDb);
        return (bus, new QuickMixMove("Mix", string.Create(CultureInfo.InvariantCulture,
            $"Level {levelDb:+0.0;-0.0} dB: {reading.IntegratedLufs + levelDb:0.0} LUFS, and the loudest moment stays {-(reading.TruePeakDbtp + levelDb):0.0} dB below full scale."))
        {
            Values = [new QuickMixValue(BusParameter.BusFaderDb.Spec().Key, beforeDb, bus[BusParameter.BusFaderDb])],
        });
    }

    private static string FreeName(SessionMix mix)
    {
        var name = SceneName;
        for (var number = 2; mix.FindScene(name) is not null; number++)
            name = string.Create(CultureInfo.InvariantCulture, $"{SceneName} {number}");
        return name;
    }

    private static ImmutableHashSet<StripParameter> HandSet(SceneStrip strip) =>
        [.. Enumerable.Range(0, StripParameters.Count).Where(i => strip.HandSet[i]).Select(i => (StripParameter)i)];

    private static Progress? Part(IProgress<double>? whole, double from, double to) => whole is null ? null : new Progress(whole, from, to);

    private sealed class Progress(IProgress<double> whole, double from, double to) : IProgress<double>
    {
        public void Report(double value) => whole.Report(from + (to - from) * value);
    }
}
