using System.Collections.Immutable;
using Recorder.Core.Commands;
using Recorder.Core.Parameters;
using Recorder.Core.Ports;
using Recorder.Core.SetUp;
using Recorder.Core.Snapshots;

namespace Recorder.Panel.Tests;

/// <summary>Recorders in the middle of something, to draw and to steer.</summary>
internal static class Samples
{
    private static readonly string[] Names =
        ["Kick", "Snare", "OH", "Bass", "Gtr L", "Keys", "Guitar", "Room", "Tom 1", "Tom 2", "Hat", "Gtr R", "Voice", "Choir", "Talk", "Room R"];

    private static readonly double[] PeaksDb = [-4, -21, -8, -13, -2, -10, -6, -22, -9, -14, -46, -7, -8, -13, -48, -18];
    private static readonly double[] RmsDb = [-9, -30, -14, -23, -7, -18, -11, -32, -16, -22, -58, -10, -12, -20, -70, -26];

    /// <summary>Listening, sixteen inputs, nothing recorded yet.</summary>
    public static RecorderSnapshot Idle { get; } = new()
    {
        Engine = new EngineHealth { IsConnected = true, MemorySeconds = 60, RingRoomSeconds = 30 },
        Interface = new InterfaceState { IsPresent = true, Name = "X18", RateHz = 48000, Channels = 16 },
        Inputs = [.. Enumerable.Range(0, 16).Select(Input)],
        Mix = new MixState { Strips = [.. Names.Select(name => new StripState { Name = name })], SceneNames = ["Scene 1"] },
        NextTakeNumber = 12,
        SessionName = "Tuesday",
        BatteryPercent = 82,
        Storage = new StorageState { SecondsLeft = 9 * 3600 + 41 * 60 },
    };

    /// <summary>T12 is 1:42:07 long and safe.</summary>
    public static RecorderSnapshot Recording { get; } = Idle with
    {
        Transport = TransportState.Recording,
        Running = new RunningTake { Number = 12, Name = "Song 4", Seconds = 6127, Tracks = 14 },
        Engine = Idle.Engine with { LastCommitAgeMs = 300 },
        Storage = Idle.Storage with { StickLabel = "DRUMS", StickFreeBytes = 14_200_000_000 },
        PhonesDb = -12,
    };

    /// <summary>T12 is recorded, open and plays.</summary>
    public static RecorderSnapshot Playing { get; } = WithTakes(Idle) with
    {
        Transport = TransportState.Playing,
        Open = new OpenTakeState { Number = 12, Name = "Song 4", LengthSeconds = 250, RateHz = 48000, PlayheadSeconds = 32, MarkerSeconds = [12, 78, 141, 199] },
    };

    /// <summary>The same take with what it looks like, a loop, and the playhead on its second marker.</summary>
    public static RecorderSnapshot Looping { get; } = Playing with
    {
        Open = Playing.Open! with
        {
            PlayheadSeconds = 78, MarkerNames = ["", "Verse", "", ""], StartSeconds = 4, EndSeconds = 240, Loop = new LoopState(78, 141), Peaks = Wave(250),
        },
    };

    /// <summary>The same take with a stretch to punch in, the guitar for overdub, and layers.</summary>
    public static RecorderSnapshot Punching { get; } = Playing with
    {
        Inputs = Playing.Inputs.SetItem(6, Playing.Inputs[6] with { IsForOverdub = true }),
        Open = Playing.Open! with
        {
            Peaks = Wave(250), Punch = new LoopState(78, 141),
            Layers = [new TrackLayers(0, "Kick", [], 0), new TrackLayers(6, "Guitar", [1, 2, 4], 2), new TrackLayers(12, "Voice", [3], 0)],
        },
    };

    /// <summary>A mix with levels, a mute and a solo.</summary>
    public static RecorderSnapshot Mixing { get; } = Recording with
    {
        Mix = new MixState
        {
            SceneName = "Scene 2",
            IsEdited = true,
            SceneNames = ["Scene 1", "Scene 2", "Quick mix 1"],
            Strips =
            [
                Strip("Kick", -4.5f, 0), Strip("Snare", -6, 0.05f), Strip("OH", -9, -0.6f), Strip("Bass", 1, 0),
                Strip("Gtr L", -7.5f, -0.8f), Strip("Keys", -5, 0.3f, mute: true), Strip("Voice", 0, 0, solo: true), Strip("Room", -12, 0.9f),
                .. Names[8..].Select(name => Strip(name, -60, 0)),
            ],
            QuickMixMoves =
            [
                new("Snare", "Gate at -38 dB, bleed from the hat."), new("Voice", "Lifted 1.5 dB in the chorus, it sank.") { IsDropped = true },
                new("Kick", "Dips 2.5 dB at 80 Hz, room for Bass."), new("Guitar", "Harsh at 3.1 kHz, took off 4.5 dB."),
                new("Keys", "Left as your hand set it."), new("Room", "Low cut at 120 Hz."),
            ],
        },
    };

    /// <summary>The same with groups: the drums are up and soloed, the keys muted, two have nobody.</summary>
    public static RecorderSnapshot Grouped { get; } = Mixing with
    {
        Mix = Mixing.Mix with
        {
            Groups =
            [
                Group("Drums", 2.5f, solo: 1), Group("Gtrs", -3.5f), Group("Keys", 0, mute: 1), Group("Choir", -60), Group("Extra", 0),
            ],
            Strips =
            [
                .. Mixing.Mix.Strips.Select((strip, i) => strip with
                {
                    Group = i switch { 0 or 1 or 2 or 7 => 0, 4 => 1, 5 => 2, _ => null },
                    Values = strip.Values.With(StripParameter.Mute, 0),
                }),
            ],
            Bus = BusParameters.Defaults().With(BusParameter.ReverbReturnDb, -4.5f).With(BusParameter.DelayMute, 1).With(BusParameter.BusFaderDb, -2),
            LeftPeak = 0.5f,
            RightPeak = 0.3f,
        },
    };

    private static GroupState Group(string name, float levelDb, float mute = 0, float solo = 0) => new(name)
    {
        Values = GroupParameters.Defaults().With(GroupParameter.LevelDb, levelDb).With(GroupParameter.Mute, mute).With(GroupParameter.Solo, solo),
    };

    /// <summary>The same with two musicians' own mixes: in the first there is no kick, a softer overhead and a loud click.</summary>
    public static RecorderSnapshot Cues(RecorderSnapshot snapshot) => snapshot with
    {
        Interface = snapshot.Interface with { OutputName = "X18", OutputKey = "X18", OutputPairs = 3 },
        Cues =
        [
            new CueState { LevelDb = -12.5f, ClickDb = -10.5f }.WithChannel(0, -60).WithChannel(2, -6).WithChannel(4, -14.5f).WithChannel(6, 4),
            new CueState(),
        ],
    };

    /// <summary>A master is made and measured.</summary>
    public static RecorderSnapshot Mastered { get; } = Playing with
    {
        Master = new MasterState
        {
            Values = MasterParameters.Defaults().With(MasterParameter.LowDb, 1).With(MasterParameter.BodyDb, -0.5f)
                .With(MasterParameter.AirDb, 0.8f).With(MasterParameter.Warmth, 2),
            Certificate = new Certificate
            {
                FileName = "Song 4.wav", Version = 3, IntegratedLufs = -14.1, LoudnessRangeLu = 6.1, TruePeakDbtp = -1.03, LimiterMaxDb = -2.1,
                Correlation = 0.72, Passed = true, Sentence = "Loudness and true peak are as asked.",
            },
        },
    };

    /// <summary>The same, playing its loud part, with a bass line that a phone does not give back.</summary>
    public static RecorderSnapshot Advised { get; } = Mastered with
    {
        Master = Mastered.Master with
        {
            NowLufs = -12.8,
            Advice = [new(PlaybackSystem.Phone, "Phone: bass line too soft, try Warm +2"), new(PlaybackSystem.Club, "Club: subs too loud, try Low -2")],
        },
    };

    /// <summary>The album's approved second song is off its level since another song was mastered, and its newest version is not.</summary>
    public static RecorderSnapshot OffAlbum => Album with
    {
        Master = Album.Master with { AlbumMisfits = [new AlbumMisfit(12, 2, 3)], Certificate = Album.Master.Certificate! with { IsApproved = false, Note = "" } },
        Storage = Exporting.Storage,
    };

    /// <summary>A mix without a master that holds everywhere.</summary>
    public static RecorderSnapshot Mixed { get; } = Playing with
    {
        Master = new MasterState { Mix = new MixReading(-21.4, 8.3, -4.02), Advice = [new(PlaybackSystem.Studio, "Holds on phone, car, club, MP3.")] },
    };

    /// <summary>The same master made towards a reference, as the second song of an album, with a note, approved.</summary>
    public static RecorderSnapshot Album { get; } = Mastered with
    {
        Master = Mastered.Master with
        {
            Reference = "stick/Blue Train.wav",
            References =
            [
                new("T23", "T23 Opener", "master"), new("T22", "T22", "master"), new("here/So What.flac", "So What", "recorder"), new("stick/Blue Train.wav", "Blue Train", "stick"),
            ],
            IsAlbum = true,
            AlbumTakes = 5,
            Formats = [new("wav24", "WAV, 24 bit", true), new("wav16", "WAV, 16 bit", false), new("flac", "FLAC", true), new("mp3", "MP3", true), new("opus", "Opus", false)],
            Certificate = Mastered.Master.Certificate! with
            {
                FileName = "T12 Song 4 v3.wav", IntegratedLufs = -16.3, TargetLufs = -16.3, CeilingDbtp = -1, IsOfAlbum = true, Note = "voice up", IsApproved = true,
                Made = "Tone moved towards Blue Train: Low +1.0, Body -0.5, Air +0.8 dB. Album: 2.3 LU below T23, as mixed.",
            },
        },
    };

    /// <summary>A stick is in, and these are the choices.</summary>
    public static RecorderSnapshot Exporting { get; } = WithTakes(Idle) with
    {
        Storage = new StorageState
        {
            SecondsLeft = 34860, StickLabel = "DRUMS", StickFreeBytes = 14_200_000_000,
            Offers =
            [
                new(ExportChoice.Masters, "6 songs of Tuesday", "MP3, WAV", 412_000_000, Fits: true),
                new(ExportChoice.MastersAndTracks, "all tracks too", "WAV", 24_800_000_000, Fits: false),
                new(ExportChoice.Project, "project for a computer", "WAV", 2_100_000_000, Fits: true),
            ],
        },
    };

    /// <summary>The export of these choices under way.</summary>
    public static RecorderSnapshot Copying { get; } = Exporting with
    {
        Job = new JobState
        {
            Kind = JobKind.Export, Phase = JobPhase.Running, Progress = 0.4, SecondsLeft = 58, Subject = "Song 4",
            Export = new ExportProgress { DriveLabel = "DRUMS", Files = 6, FilesDone = 1, TotalBytes = 412_000_000, CopiedBytes = 188_000_000, VerifiedBytes = 131_000_000 },
        },
    };

    /// <summary>Frames were lost, and nobody has seen it yet.</summary>
    public static RecorderSnapshot Alarmed { get; } = Recording with
    {
        Running = Recording.Running! with { Seconds = 1279, LostSeconds = 0.34 },
        Message = TenMessages[3] with { IsStillTrue = true },
    };

    /// <summary>The ten messages.</summary>
    public static ImmutableArray<Message> TenMessages =>
    [
        new(MessageKind.News, "T12 stored: 1:42:07, 16 tracks.", "Nothing lost. On disk.", "REC goes on without a gap."),
        new(MessageKind.News, "Power was cut in T12 at 1:42:07.", "Kept to 1:42:06. Missing: 0.8 s.", "REC starts T13."),
        new(MessageKind.Alarm, "Interface X18 gone at 0:12:41.", "T12 kept. The gap is counted: 0:07.", "Plug it in again: the take goes on."),
        new(MessageKind.Alarm, "0.34 s lost at 0:21:15, all tracks.", "Marked in T12. The rest is whole.", "Check the USB cable after the take."),
        new(MessageKind.Warning, "Card is slow: 12 s wait in memory.", "Nothing lost. Room for 18 s more.", "Nothing now. After the take: Card test."),
        new(MessageKind.Warning, "Room for 10 minutes.", "T12 goes on.", "At the next break: export, empty bin."),
        new(MessageKind.Alarm, "Card full. T12 ended at 2:03:11.", "T12 and all takes are whole.", "Export to a stick, then empty the bin."),
        new(MessageKind.Alarm, "Battery 6 %: about 12 minutes.", "T12 goes on. At 2 % it is closed whole.", "Plug in power."),
        new(MessageKind.Alarm, "Stick DRUMS pulled out in song 4.", "All is still here. Songs 1-3 are good.", "Put it in again: copying goes on."),
        new(MessageKind.News, "SAFE TO REMOVE stick DRUMS.", "6 songs, 412 MB, read back, identical.", "Pull it out."),
    ];

    /// <summary>The same recorder with four takes of a day.</summary>
    public static RecorderSnapshot WithTakes(RecorderSnapshot snapshot) => snapshot with
    {
        NextTakeNumber = 24,
        Takes =
        [
            Take(23, 22, 41, 238, "quick mix"), Take(22, 22, 30, 250, "master") with { IsStarred = true }, Take(21, 21, 58, 245, "3 layers"),
            Take(20, 21, 40, 247, "") with { LostSeconds = 0.34 }, Take(19, 21, 12, 1700, "6 songs found"), Take(12, 20, 5, 250, "") with { Name = "Song 4" },
        ],
        Open = new OpenTakeState { Number = 12, Name = "Song 4", LengthSeconds = 250, RateHz = 48000 },
        Bin = [Take(18, 20, 58, 61, "") with { Name = "False start" }, Take(15, 20, 31, 12, "")],
    };

    /// <summary>Thirty-two inputs, twelve hours, a clip.</summary>
    public static RecorderSnapshot ThirtyTwo { get; } = Recording with
    {
        Running = Recording.Running! with { Seconds = 45727 },
        Inputs = [.. Enumerable.Range(0, 32).Select(i => Input(i * 5 % 16) with { HasClipped = i == 18, IsArmed = i is not (20 or 29 or 30), Name = $"In {i + 1}" })],
        Storage = Recording.Storage with { SecondsLeft = 11220 },
    };

    /// <summary>The same recorder with pairs, microphones and bands set up.</summary>
    public static RecorderSnapshot SetUp(RecorderSnapshot snapshot) => snapshot with
    {
        SetUp = new SetUpState
        {
            RatesHz = [44100, 48000, 88200, 96000, 176400, 192000], PreRollSeconds = 5, Bands = ["Choir", "The Thursday four"], Band = "Choir",
            WallClock = new DateTimeOffset(2025, 3, 4, 22, 41, 0, TimeSpan.Zero),
        },
        Inputs =
        [
            .. snapshot.Inputs.Select((input, index) => input with
            {
                IsPaired = index is 2 or 3 or 4 or 5,
                Microphone = index switch
                {
                    0 or 1 => MicrophoneType.Dynamic, 2 or 3 => MicrophoneType.Condenser, 4 or 5 => MicrophoneType.Ribbon, 6 => MicrophoneType.Line,
                    7 => MicrophoneType.Wireless, _ => MicrophoneType.Unknown,
                },
            }),
        ],
    };

    /// <summary>The same recorder with an interface whose own gains, pads and 48 V can be set; inputs 9 to 16 share a switch.</summary>
    public static RecorderSnapshot WithControls(RecorderSnapshot snapshot) => snapshot with
    {
        Inputs =
        [
            .. snapshot.Inputs.Select((input, index) => input with
            {
                Controls = index < 8
                    ? new InputControls(new InputGain(20 + 2 * index, 0, 60, 1), index == 6, index is 2 or 3)
                    : new InputControls(new InputGain(-3.5f, -12, 12, 0.5f), null, false, new InputSpan(8, 8)),
            }),
        ],
        Interface = snapshot.Interface with { Clock = new ClockControls(["Internal", "S/PDIF", "ADAT"], 0, true, 48000) },
    };

    /// <summary>The sound check listens and has something to say of most inputs.</summary>
    public static RecorderSnapshot Checked { get; } = Idle with
    {
        SoundCheck = new SoundCheckState
        {
            IsListening = true, Seconds = 23.4,
            Inputs =
            [
                .. Names.Select((name, input) => input switch
                {
                    1 => Check(input, "upside down to 1", "Upside down to 1 Kick: together they sound thin. Polarity inverted.", "polarity inv"),
                    2 => Check(input, "hum 50 Hz -58 dB", "Hum 50 Hz, 12 dB over noise: ground lift or other cable."),
                    4 => Check(input, "clipped: gain -12", "It clipped, 214 samples: turn the interface's gain down by 12 dB."),
                    6 => Check(input, "peak -3 dB: gain -9", "Peak -3 dB: gain to 25 dB.", "gain 34 to 25 dB"),
                    12 => Check(input, "peak -38 dB: gain +26, rumble: low cut 90", "Peak -38 dB: gain to 46 dB.", "gain 20 to 46 dB, low cut 90 Hz"),
                    14 => Check(input, "only zeros", "Nothing but zeros comes in: look at cable, microphone and gain."),
                    _ => new InputCheck { Input = input, Name = name, Signal = InputSignal.Playing, Verdict = "good, peak -13 dB" },
                }),
            ],
        },
    };

    private static InputCheck Check(int input, string verdict, string sentence, string proposal = "") =>
        new() { Input = input, Name = Names[input], Signal = InputSignal.Playing, Verdict = verdict, Sentences = [sentence], Proposal = proposal };

    private static InputState Input(int index) => new()
    {
        Name = Names[index],
        Peak = Gain(PeaksDb[index]),
        Rms = Gain(RmsDb[index]),
        Hold = Gain(PeaksDb[index] + 1.7),
        HasClipped = index == 4,
        IsArmed = index is not (10 or 14),
    };

    private static StripState Strip(string name, float faderDb, float pan, bool mute = false, bool solo = false) => new()
    {
        Name = name,
        Values = StripParameters.Defaults().With(StripParameter.FaderDb, faderDb).With(StripParameter.Pan, pan)
            .With(StripParameter.Mute, mute ? 1 : 0).With(StripParameter.Solo, solo ? 1 : 0).With(StripParameter.HighPassHz, 80)
            .With(StripParameter.LowMidGainDb, -4).With(StripParameter.LowMidHz, 230).With(StripParameter.HighMidGainDb, -7)
            .With(StripParameter.HighMidHz, 3100).With(StripParameter.HighMidQ, 2.4f).With(StripParameter.HighGainDb, 6)
            .With(StripParameter.CompressorOn, 1),
        Peak = Gain(faderDb - 3),
        Rms = Gain(faderDb - 10),
        GainReductionDb = -4.2f,
    };

    private static TakeSummary Take(int number, int hour, int minute, double seconds, string note) => new()
    {
        Number = number, StartedAt = new DateTimeOffset(2025, 3, 4, hour, minute, 0, TimeSpan.Zero), Seconds = seconds, Tracks = 16, Note = note,
    };

    // Loud and soft parts, beats in them, a rise and a fall: a shape that shows every place it is drawn at.
    private static TakePeaks Wave(double seconds)
    {
        var peaks = new TakePeaks((long)(seconds * 48000), 48000);
        for (var bucket = 0; bucket < peaks.Buckets; bucket++)
        {
            var at = seconds * bucket / peaks.Buckets;
            var part = 0.25 + 0.6 * Math.Abs(Math.Sin(at / 31)) * (at is > 141 and < 199 ? 0.45 : 1);
            var beat = 0.75 + 0.25 * Math.Cos(at * 3.7) + 0.08 * Math.Sin(at * 17);
            var level = (float)(part * beat * Math.Min(1, Math.Min(at / 4, (seconds - at) / 8)));
            peaks.Add(level, 0.45f * level);
        }
        return peaks;
    }

    private static float Gain(double levelDb) => (float)Math.Pow(10, levelDb / 20);
}
