using System.Collections.Immutable;
using Recorder.Core.Ports;
using Recorder.Core.Snapshots;
using Recorder.Core.Units;
using Recorder.Session.Folders;
using Recorder.Session.Layers;
using Recorder.Session.Mixes;
using Recorder.Session.SetUp;

namespace Recorder.App.Host.State;

/// <summary>What the host knows beside the engine's snapshot.</summary>
internal sealed record HostState
{
    public bool IsConnected { get; init; }
    public bool IsLosing { get; init; }
    public string SessionName { get; init; } = "";
    public ImmutableArray<TakeSummary> Takes { get; init; } = [];
    public ImmutableArray<TakeSummary> Bin { get; init; } = [];
    public int NextTakeNumber { get; init; } = 1;
    public Take? Open { get; init; }
    public TakePeaks? Peaks { get; init; }
    public Mix Mix { get; init; } = Mix.Fresh([]);
    public ImmutableArray<QuickMixMove> Moves { get; init; } = [];
    public CompareState? Compare { get; init; }
    public ListeningState Listening { get; init; } = new();
    public bool WaitsForPunchIn { get; init; }
    public string? UndoName { get; init; }
    public string? RedoName { get; init; }
    public MasterState Master { get; init; } = new();
    public JobState? Job { get; init; }
    public StorageState Storage { get; init; } = new();
    public SecondCopyState SecondCopy { get; init; } = new();
    public SetUpState SetUp { get; init; } = new();
    public PairingState Pairing { get; init; } = new();

    /// <summary>What is kept of the interface's inputs.</summary>
    public InterfaceSetUp Inputs { get; init; } = new();
    public int? BatteryPercent { get; init; }
    public Message? Message { get; init; }
    public SurfacesState Surfaces { get; init; } = new();
    public TunerState Tuner { get; init; } = new();
    public CardTestState? CardTest { get; init; }
    public SoundCheckState SoundCheck { get; init; } = new();
    public ClickState Click { get; init; } = new();

    public ImmutableArray<CueState> Cues { get; init; } = [];
    public ImmutableArray<InputControls> Controls { get; init; } = [];
    public ClockControls? Clock { get; init; }
}

/// <summary>Makes the one snapshot that everybody reads out of the engine's and the host's own.</summary>
internal static class SnapshotFold
{
    /// <summary>Whether a take is under way, its first and last moments included.</summary>
    public static bool IsTakeRunning(TransportState transport) =>
        transport is TransportState.Starting or TransportState.Recording or TransportState.Ending;

    /// <summary>Whether a take or a layer is recorded: then jobs stand still.</summary>
    public static bool IsRecording(TransportState transport) => IsTakeRunning(transport) || transport == TransportState.Overdubbing;

    /// <param name="engine">The newest; all zero while there was none.</param>
    /// <param name="host">The host's part.</param>
    /// <param name="revision">Number of the snapshot.</param>
    /// <param name="nowMs">The monotonic clock that the engine's times are of.</param>
    public static RecorderSnapshot Fold(in EngineSnapshot engine, HostState host, long revision, long nowMs)
    {
        var isRunning = host.IsConnected && IsTakeRunning(engine.Transport);
        return new RecorderSnapshot
        {
            Revision = revision,
            Transport = host.IsConnected ? engine.Transport : TransportState.Idle,
            Engine = Health(in engine, host, isRunning, nowMs),
            Interface = Interface(in engine, host),
            Running = isRunning ? Running(in engine, host) : null,
            Open = Open(in engine, host),
            Overdub = Overdub(in engine) with { IsWaiting = host.WaitsForPunchIn },
            Inputs = Inputs(in engine, host),
            Mix = MixOf(in engine, host.Mix, host.Moves),
            Compare = host.Compare,
            Listening = host.Listening,
            Master = host.Master with { NowLufs = NowLufs(in engine, host) },
            Takes = host.Takes,
            Bin = host.Bin,
            NextTakeNumber = isRunning ? engine.TakeNumber + 1 : host.NextTakeNumber,
            SessionName = host.SessionName,
            Job = host.Job,
            Storage = host.Storage with { SecondsLeft = engine.BytesPerSecond > 0 ? (double)engine.FreeBytes / engine.BytesPerSecond : null },
            SecondCopy = host.SecondCopy,
            SetUp = host.SetUp with { RatesHz = [.. StandardRates.FromBits(engine.RateBits)] },
            Pairing = host.Pairing,
            BatteryPercent = host.BatteryPercent,
            PhonesDb = engine.PublishedAtMs > 0 ? engine.PhonesDb : Core.Parameters.StripParameters.SilenceDb,
            Message = host.Message,
            Surfaces = host.Surfaces,
            Tuner = host.Tuner,
            CardTest = host.CardTest,
            SoundCheck = host.SoundCheck,
            Click = host.Click,
            Cues = host.Cues,
            UndoName = host.UndoName,
            RedoName = host.RedoName,
        };
    }

    private static double? NowLufs(in EngineSnapshot engine, HostState host) =>
        host.IsConnected && engine.Transport is TransportState.Playing or TransportState.Overdubbing && double.IsFinite(engine.ShortTermLufs) ? engine.ShortTermLufs : null;

    private static EngineHealth Health(in EngineSnapshot engine, HostState host, bool isRunning, long nowMs) => new()
    {
        IsConnected = host.IsConnected,
        LastCommitAgeMs = isRunning && engine.CommittedFrames > 0 ? Math.Max(0, nowMs - engine.LastCommitAtMs)
            : host.IsConnected && engine is { Transport: TransportState.Overdubbing, LayerCommittedFrames: > 0 } ? Math.Max(0, nowMs - engine.LayerCommittedAtMs)
            : null,
        UnsafeSeconds = isRunning ? Math.Max(0, Seconds(engine.TakeFrames - engine.CommittedFrames, in engine)) : 0,
        RingRoomSeconds = Seconds(engine.RingCapacityFrames - engine.RingUsedFrames, in engine),
        MemorySeconds = Seconds(engine.MemoryFrames, in engine),
        Life = engine.EngineLife,
    };

    private static InterfaceState Interface(in EngineSnapshot engine, HostState host) => new()
    {
        IsPresent = host.IsConnected && engine.InterfacePresent != 0,
        Name = engine.InterfaceName.ToString(),
        Key = engine.InterfaceKey.ToString(),
        RateHz = engine.RateHz,
        Format = engine.Format == 0 ? SampleFormat.S24 : (SampleFormat)engine.Format,
        Channels = engine.Channels,
        DriftPpm = Known(engine.DriftPpm, in engine),
        PlaybackUnderruns = engine.PlaybackUnderruns,
        OutputName = engine.OutputName.ToString(),
        OutputKey = engine.OutputKey.ToString(),
        OutputPairs = engine.OutputPairs,
        OutputLife = engine.OutputLife,
        Present = InterfaceOffers.Of(in engine),
        OutputDriftPpm = Known(engine.OutputDriftPpm, in engine),
        MonitorSlips = engine.MonitorSlips,
        Clock = host.Clock,
        RunsAtHz = engine.RunsAtHz > 0 ? engine.RunsAtHz : null,
    };

    private static double? Known(double ppm, in EngineSnapshot engine) => double.IsFinite(ppm) && engine.PublishedAtMs > 0 ? ppm : null;

    private static RunningTake Running(in EngineSnapshot engine, HostState host) => new()
    {
        Number = engine.TakeNumber,
        Seconds = Seconds(engine.TakeFrames, in engine),
        Tracks = engine.TrackCount,
        Markers = engine.MarkerCount,
        LostSeconds = Seconds(engine.LostFrames, in engine),
        IsLosing = host.IsLosing,
    };

    private static OpenTakeState? Open(in EngineSnapshot engine, HostState host) => host.Open is not { } take ? null : new OpenTakeState
    {
        Number = take.Number,
        Name = take.Facts.Name,
        LengthSeconds = take.Seconds,
        RateHz = take.RateHz,
        PlayheadSeconds = engine.PlayTakeNumber == take.Number && take.RateHz > 0 ? (double)engine.PlayheadFrames / take.RateHz : 0,
        MarkerSeconds = [.. take.Markers.Select(marker => Seconds(marker.Frame, take))],
        MarkerNames = [.. take.Markers.Select(marker => marker.Label)],
        StartSeconds = Seconds(take.Range.Start, take),
        EndSeconds = take.Facts.EndFrame is null ? null : Seconds(take.Range.End, take),
        Loop = take.Loop is var (first, end) ? new LoopState(Seconds(first, take), Seconds(end, take)) : null,
        Punch = take.Punch is var (punchIn, punchOut) ? new LoopState(Seconds(punchIn, take), Seconds(punchOut, take)) : null,
        Peaks = host.Peaks,
        SongSeconds = [.. take.Songs.Select(song => Seconds(song.StartFrame, take))],
        Layers = [.. take.Tracks.Select(LayersOf(take))],
    };

    private static Func<Track, TrackLayers> LayersOf(Take take) => track => new TrackLayers(
        track.Input, track.Name, [.. LayerStack.With(track.Input, take.Layers).Select(layer => layer.Number)],
        track.Layers.IsEmpty ? 0 : track.Layers[^1].Layer);

    private static OverdubState Overdub(in EngineSnapshot engine) => new()
    {
        AsksForInput = engine.AsksForInput != 0,
        Layer = engine.LayerNumber,
        Take = engine.LayerTakeNumber,
        Seconds = Seconds(engine.LayerFrames, in engine),
        RoundTripFrames = engine.RoundTripFrames,
    };

    private static ImmutableArray<InputState> Inputs(in EngineSnapshot engine, HostState host)
    {
        var inputs = ImmutableArray.CreateBuilder<InputState>(engine.Channels);
        for (var i = 0; i < Math.Min(engine.Channels, EngineSnapshot.MaxChannels); i++)
        {
            var level = engine.Inputs[i];
            inputs.Add(new InputState
            {
                Name = engine.InputNames[i].ToString(),
                IsArmed = level.Armed != 0,
                IsForOverdub = level.Overdub != 0,
                Peak = level.Peak,
                Rms = level.Rms,
                Hold = level.Hold,
                HasClipped = level.ClippedSamples > 0,
                Controls = i < host.Controls.Length ? host.Controls[i] : default,
                IsPaired = (i | 1) < engine.Channels && host.Inputs.Input(i & ~1).IsPaired,
                Microphone = host.Inputs.Input(i).Microphone,
            });
        }
        return inputs.DrainToImmutable();
    }

    private static MixState MixOf(in EngineSnapshot engine, Mix mix, ImmutableArray<QuickMixMove> moves)
    {
        var strips = ImmutableArray.CreateBuilder<StripState>(mix.Current.Strips.Length);
        for (var i = 0; i < mix.Current.Strips.Length; i++)
        {
            var strip = mix.Current.Strips[i];
            var level = i < EngineSnapshot.MaxChannels ? engine.Strips[i] : default;
            strips.Add(new StripState
            {
                Name = strip.Track, Values = strip.Values, Group = strip.Group, Peak = level.Peak, Rms = level.Rms, GainReductionDb = level.GainReductionDb,
            });
        }
        return new MixState
        {
            SceneName = mix.Current.Name,
            IsEdited = mix.IsEdited,
            SceneNames = [.. mix.Scenes.Select(scene => scene.Name)],
            Strips = strips.DrainToImmutable(),
            Bus = mix.Current.Bus,
            Groups = [.. mix.Current.Groups.Select(group => new GroupState(group.Name) { Values = group.Values })],
            Morph = mix.Morph,
            LeftPeak = engine.LeftPeak,
            RightPeak = engine.RightPeak,
            QuickMixMoves = moves,
        };
    }

    private static double Seconds(long frames, Take take) => (double)frames / Math.Max(1, take.RateHz);

    private static double Seconds(long frames, in EngineSnapshot engine) => engine.RateHz > 0 ? (double)frames / engine.RateHz : 0;
}
