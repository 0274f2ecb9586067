using Recorder.Core.Parameters;
using Recorder.Core.Snapshots;
using Recorder.Panel.Graphics;
using Recorder.Panel.Screens;
using Recorder.TestSupport;

namespace Recorder.Panel.Tests.Screens;

/// <summary>Every screen against its golden picture, and all of them on one sheet for the documents.</summary>
public class ScreenTests
{
    private static readonly ValueOverlay LevelOverlay = new("7 Guitar", StripParameter.FaderDb.Spec(), -4.5f, -6, UntilMs: 1000);

    private static readonly Question AboutBand = new("The Thursday four", [new Answer("Leave"), new Answer("Recall"), new Answer("Store"), new Answer("Delete")]);

    private static readonly Question AboutMarker = new("Marker 2 Verse", [new Answer("Leave"), new Answer("Name"), new Answer("Delete")]);

    private static readonly Question AboutPhantom =
        Question.YesNo(Core.SetUp.Microphones.PhantomQuestion(Core.SetUp.MicrophoneType.Ribbon, "5 Gtr L"), new Core.Commands.ClearClips());

    private static readonly Question AboutSharedPhantom =
        Question.YesNo($"One switch for 9–16. {Core.SetUp.Microphones.ShortPhantomQuestion(Core.SetUp.MicrophoneType.Ribbon, "12 Gtr R")}", new Core.Commands.ClearClips());

    private static readonly ValueOverlay GainOverlay = new("7 Guitar", CardSlot.GainOf(new Core.Ports.InputGain(34, 0, 60, 1), isPressedIn: true).Spec, 34, 32, 1000, "recorded so: no undo");

    private static readonly Dictionary<string, (string Caption, RecorderSnapshot Snapshot, PanelState State)> Screens = new Dictionary<string, (string Caption, RecorderSnapshot Snapshot, PanelState State)>
    {
        ["meters"] = ("METERS: recording; 5 clipped, 11 and 15 not armed", Samples.Recording, new PanelState()),
        ["meters-32"] = ("METERS: 32 inputs, knobs on 9-16, after twelve hours", Samples.ThirtyTwo, new PanelState { Bank = 1 }),
        ["meters-idle"] = ("METERS: listening", Samples.Idle, new PanelState()),
        ["meters-playing"] = ("METERS: playing, and what REC would do", Overdubbing(TransportState.Playing), new PanelState()),
        ["meters-overdub"] = ("METERS: a layer is recorded", Overdubbing(TransportState.Overdubbing), new PanelState()),
        ["no-interface"] = ("No interface: a quiet line, no alarm", Unplugged(), new PanelState()),
        ["boot-repair"] = ("After a power cut: told once, beside live meters", Samples.Idle with { Message = Samples.TenMessages[1], NextTakeNumber = 13 }, new PanelState()),
        ["alarm"] = ("ALARM: happened, safe, do", Samples.Alarmed, new PanelState()),
        ["alarm-over-mix"] = ("ALARM over MIX", Samples.Alarmed with { Message = Samples.TenMessages[2] }, new PanelState { Screen = ScreenName.Mix }),
        ["channel-input"] = ("CHANNEL: input", Samples.Mixing, new PanelState { Screen = ScreenName.Channel, Channel = 6 }),
        ["channel-eq"] = ("CHANNEL: equalizer", Samples.Mixing, new PanelState { Screen = ScreenName.Channel, Channel = 6, Page = ChannelPage.Eq }),
        ["channel-dyn"] = ("CHANNEL: compressor and gate", Samples.Mixing, new PanelState { Screen = ScreenName.Channel, Channel = 6, Page = ChannelPage.Dyn }),
        ["channel-send"] = ("CHANNEL: sends", Samples.Mixing, new PanelState { Screen = ScreenName.Channel, Channel = 6, Page = ChannelPage.Send }),
        ["channel-tune"] = ("CHANNEL: the tuner, seven cents flat", Tuning("E", 2, -7.2), new PanelState { Screen = ScreenName.Channel, Channel = 6, Page = ChannelPage.Tune }),
        ["channel-tune-ok"] = ("CHANNEL: the tuner, in tune", Tuning("G#", 3, 0.8), new PanelState { Screen = ScreenName.Channel, Channel = 6, Page = ChannelPage.Tune }),
        ["channel-tune-none"] = ("CHANNEL: the tuner hears no note", Tuning("", 0, 0), new PanelState { Screen = ScreenName.Channel, Channel = 6, Page = ChannelPage.Tune }),
        ["mix"] = ("MIX: eight faders, meters, pans; Keys muted, Voice soloed", Samples.Mixing, new PanelState { Screen = ScreenName.Mix, StripHolds = [.. Samples.Mixing.Mix.Strips.Select(strip => strip.Peak * 1.25f)] }),
        ["mix-compare"] = ("MIX: B is heard, turned down to be as loud as A",
            Samples.Mixing with { Compare = new CompareState { Side = CompareSide.B, A = "Scene 2", B = "Scene 1", GainBDb = -2.4 } }, new PanelState { Screen = ScreenName.Mix }),
        ["quick-mix"] = ("QUICK MIX: what it did, in sentences", Samples.Mixing with { Open = Samples.Playing.Open }, new PanelState { Screen = ScreenName.QuickMix, Row = 3 }),
        ["master"] = ("MASTER: measured on the last version", Samples.Mastered, new PanelState { Screen = ScreenName.Master }),
        ["master-none"] = ("MASTER before there is one", Samples.Playing, new PanelState { Screen = ScreenName.Master }),
        ["master-phone"] = ("MASTER heard as on a phone", Samples.Mastered with { Listening = new ListeningState { As = Core.Commands.PlaybackSystem.Phone } },
            new PanelState { Screen = ScreenName.Master }),
        ["master-alone"] = ("MASTER: one stage is heard alone", Samples.Mastered with { Listening = new ListeningState { Alone = MasterParameter.CompressionPercent } },
            new PanelState { Screen = ScreenName.Master }),
        ["master-advice"] = ("MASTER: what to turn for a phone; now is the loudness heard", Samples.Advised, new PanelState { Screen = ScreenName.Master }),
        ["master-advice-club"] = ("MASTER heard as in a club: what is wrong there", Samples.Advised with { Listening = new ListeningState { As = Core.Commands.PlaybackSystem.Club } },
            new PanelState { Screen = ScreenName.Master, HearAs = Core.Commands.PlaybackSystem.Club }),
        ["master-off-album"] = ("MASTER: the approved version does not fit its album any more", Samples.OffAlbum, new PanelState { Screen = ScreenName.Master }),
        ["master-options-off-album"] = ("The same among its rows", Samples.OffAlbum, new PanelState { Screen = ScreenName.MasterOptions, Row = 5 }),
        ["export-off-album"] = ("EXPORT says so too", Samples.OffAlbum with { Transport = TransportState.Idle }, new PanelState { Screen = ScreenName.Export }),
        ["master-unknown"] = ("MASTER in the moment after another take was opened", Samples.Playing with { Master = new MasterState { IsKnown = false } }, new PanelState { Screen = ScreenName.Master }),
        ["master-mix"] = ("MASTER: the mix, measured before there is a master", Samples.Mixed, new PanelState { Screen = ScreenName.Master }),
        ["certificate"] = ("CERTIFICATE", Samples.Mastered, new PanelState { Screen = ScreenName.Certificate }),
        ["master-album"] = ("MASTER: towards a reference, in an album", Samples.Album, new PanelState { Screen = ScreenName.Master }),
        ["master-options"] = ("MASTER, MAIN pressed: how it is made", Samples.Album, new PanelState { Screen = ScreenName.MasterOptions, Row = 1 }),
        ["master-options-end"] = ("What is said of the newest version", Samples.Album, new PanelState { Screen = ScreenName.MasterOptions, Row = 5 }),
        ["master-aim"] = ("The aim, taken up; a hand had turned it", HandAimed(), new PanelState { Screen = ScreenName.MasterOptions, Row = 0, Choice = 1 }),
        ["master-by-hand"] = ("Before there is a master, aimed by hand", HandAimed(), new PanelState { Screen = ScreenName.MasterOptions, Row = 0 }),
        ["references"] = ("REFERENCE: songs whose tone is liked", Samples.Album, new PanelState { Screen = ScreenName.References, Row = 4 }),
        ["formats"] = ("FORMATS: one at least stays on", Samples.Album, new PanelState { Screen = ScreenName.Formats, Row = 2 }),
        ["certificate-album"] = ("CERTIFICATE of an approved version, with its note", Samples.Album, new PanelState { Screen = ScreenName.Certificate }),
        ["takes"] = ("TAKES", Samples.WithTakes(Samples.Idle), new PanelState { Screen = ScreenName.Takes, Row = 2 }),
        ["takes-playing"] = ("TAKES: what REC would do while one plays", Overdubbing(TransportState.Playing), new PanelState { Screen = ScreenName.Takes, Row = 2 }),
        ["layers"] = ("LAYERS: one is picked of each track", Overdubbing(TransportState.Playing), new PanelState { Screen = ScreenName.Layers, Row = 1 }),
        ["songs"] = ("SONGS: between boundaries", Overdubbing(TransportState.Playing), new PanelState { Screen = ScreenName.Songs, Row = 1 }),
        ["take-menu"] = ("What to do with a take", Samples.WithTakes(Samples.Idle), new PanelState { Screen = ScreenName.TakeMenu, TakeNumber = 12, Row = 1 }),
        ["bin"] = ("A question stands on No", Samples.WithTakes(Samples.Idle),
            new PanelState { Screen = ScreenName.Takes, Row = 2, Question = Question.YesNo("Put T21 into the bin?", new Core.Commands.BinTake(21)) }),
        ["export-offers"] = ("EXPORT: what to copy", Samples.Exporting, new PanelState { Screen = ScreenName.Export }),
        ["export"] = ("EXPORT: copied and read back in one bar", Samples.Copying, new PanelState { Screen = ScreenName.Export }),
        ["safe-to-remove"] = ("SAFE TO REMOVE: the largest words of the panel", Copied(), new PanelState { Screen = ScreenName.Export }),
        ["overlay"] = ("A knob was turned: 22 px for a second", Samples.Mixing, new PanelState { Screen = ScreenName.Mix, Overlay = LevelOverlay }),
        ["overlay-pan"] = ("A pan was turned", Samples.Mixing,
            new PanelState { Screen = ScreenName.Mix, Overlay = new ValueOverlay("5 Gtr L", StripParameter.Pan.Spec(), -0.45f, 0, 1000) }),
        ["overlay-switch"] = ("A switch was turned", Samples.Mixing,
            new PanelState { Screen = ScreenName.Channel, Overlay = new ValueOverlay("7 Guitar", StripParameter.CompressorOn.Spec(), 1, 0, 1000) }),
        ["hold-stop"] = ("STOP held: counting to half a second", Samples.Recording, new PanelState { Notice = new Notice("Hold STOP to end T12", 1000, 0.6) }),
        ["menu"] = ("MENU", Samples.Idle, new PanelState { Screen = ScreenName.Menu, Row = 1 }),
        ["card-test"] = ("CARD TEST", Samples.Idle, new PanelState { Screen = ScreenName.CardTest }),
        ["card-test-running"] = ("CARD TEST under way", Testing(JobPhase.Running), new PanelState { Screen = ScreenName.CardTest }),
        ["card-test-done"] = ("CARD TEST: what the card is good for", Testing(JobPhase.Done), new PanelState { Screen = ScreenName.CardTest }),
        ["click"] = ("CLICK", Samples.Idle, new PanelState { Screen = ScreenName.Click }),
        ["click-on"] = ("CLICK is on; the open take has a tempo of its own", Clicking(), new PanelState { Screen = ScreenName.Click }),
        ["overlay-click"] = ("The tempo was turned", Clicking(), new PanelState { Screen = ScreenName.Click, Overlay = new ValueOverlay("Click", ClickParameter.TempoBpm.Spec(), 133, 126, 1000, "in the phones only") }),
        ["cues"] = ("CUES: one musician's own mix, without the kick", Samples.Cues(Samples.Idle), new PanelState { Screen = ScreenName.Cues }),
        ["cues-new"] = ("CUES: one that is new is off; while recording", Samples.Cues(Samples.Mixing), new PanelState { Screen = ScreenName.Cues, Cue = 1, Bank = 1 }),
        ["cues-none"] = ("CUES with two outputs", Samples.Idle, new PanelState { Screen = ScreenName.Cues }),
        ["overlay-cue"] = ("A channel of a cue was turned", Samples.Cues(Samples.Idle),
            new PanelState { Screen = ScreenName.Cues, Overlay = new ValueOverlay("7 Guitar", CueParameters.ChannelDb, 4, 2.5f, 1000, "on outputs 3–4 only") }),
        ["sound-check"] = ("SOUND CHECK before it listens", Samples.Idle, new PanelState { Screen = ScreenName.SoundCheck }),
        ["sound-check-gain"] = ("SOUND CHECK: what a press does about input 7", Samples.Checked, new PanelState { Screen = ScreenName.SoundCheck, Row = 7 }),
        ["sound-check-hum"] = ("SOUND CHECK: what only a hand can mend", Samples.Checked, new PanelState { Screen = ScreenName.SoundCheck, Row = 3 }),
        ["sound-check-all"] = ("SOUND CHECK: everything at once", Samples.Checked, new PanelState { Screen = ScreenName.SoundCheck, Row = 17 }),
        ["arm"] = ("ARM, and what is for overdub", Overdubbing(TransportState.Idle), new PanelState { Screen = ScreenName.Arm }),
        ["names"] = ("NAMES", Samples.Idle, new PanelState { Screen = ScreenName.Names }),
        ["letters"] = ("NAME: letter by letter", Samples.Idle, new PanelState { Screen = ScreenName.Letters, Name = Edit(0) }),
        ["take"] = ("TAKE before its wave is drawn", Samples.Playing, new PanelState { Screen = ScreenName.Take }),
        ["take-loop"] = ("TAKE: wave, markers, a loop, the playhead on marker 2", Samples.Looping, new PanelState { Screen = ScreenName.Take }),
        ["take-punch"] = ("TAKE: where a layer may write, and which layer of the guitar is heard", Samples.Punching, new PanelState { Screen = ScreenName.Take }),
        ["take-compare"] = ("TAKE: two layers are compared, B is heard", Samples.Punching with { Compare = Layers(CompareSide.B) }, new PanelState { Screen = ScreenName.Take }),
        ["meters-punch"] = ("METERS: REC waits for punch in", Samples.Punching with { Overdub = new OverdubState { IsWaiting = true } }, new PanelState()),
        ["take-zoom"] = ("TAKE, eight times larger", Samples.Looping, new PanelState { Screen = ScreenName.Take, Zoom = 3 }),
        ["marker"] = ("A marker is named or goes", Samples.Looping, new PanelState { Screen = ScreenName.Take, Question = AboutMarker }),
        ["bin-list"] = ("BIN: takes that can come back", Samples.WithTakes(Samples.Idle), new PanelState { Screen = ScreenName.Bin }),
        ["set-up"] = ("SET-UP", Samples.WithTakes(Samples.Idle), new PanelState { Screen = ScreenName.SetUp, Row = 1, IsNight = false }),
        ["set-up-rate"] = ("SET-UP: a row taken up; MAIN turns its value", SetUp(Samples.Idle), new PanelState { Screen = ScreenName.SetUp, Row = 3, Choice = 3 }),
        ["bands"] = ("BANDS: what is kept for this interface", SetUp(Samples.Idle), new PanelState { Screen = ScreenName.Bands, Row = 2 }),
        ["band"] = ("What to do with a band stands on leaving it", SetUp(Samples.Idle), new PanelState { Screen = ScreenName.Bands, Row = 2, Question = AboutBand }),
        ["pairs"] = ("PAIRS: two inputs as left and right", SetUp(Samples.Idle), new PanelState { Screen = ScreenName.Pairs, Bank = 0 }),
        ["microphones"] = ("MICROPHONES: what each input is fed by", SetUp(Samples.Idle), new PanelState { Screen = ScreenName.Microphones }),
        ["channel-ribbon"] = ("CHANNEL: a ribbon in a pair", SetUp(Samples.Mixing), new PanelState { Screen = ScreenName.Channel, Channel = 4 }),
        ["channel-gain"] = ("CHANNEL: the interface's own gain, pad and 48 V", Samples.WithControls(SetUp(Samples.Mixing)), new PanelState { Screen = ScreenName.Channel, Channel = 6 }),
        ["overlay-gain"] = ("A gain was turned: the one knob that is recorded", Samples.WithControls(Samples.Mixing),
            new PanelState { Screen = ScreenName.Channel, Channel = 6, Overlay = GainOverlay }),
        ["phantom-shared"] = ("48 V on a switch that several inputs share", Samples.WithControls(SetUp(Samples.Mixing)),
            new PanelState { Screen = ScreenName.Channel, Channel = 9, Question = AboutSharedPhantom }),
        ["set-up-clock"] = ("SET-UP: the clock, by the card's own words", Samples.WithControls(SetUp(Samples.Idle)), new PanelState { Screen = ScreenName.SetUp, Row = 6, Choice = 1 }),
        ["learn"] = ("SET-UP, MIDI: what the next moved control will do", Teaching(), new PanelState { Screen = ScreenName.Learn, Row = 7, LearnStrip = 2 }),
        ["phantom"] = ("48 V asks, and names the microphone", SetUp(Samples.Mixing), new PanelState { Screen = ScreenName.Channel, Channel = 4, Question = AboutPhantom }),
        ["date-time"] = ("DATE AND TIME, being turned", SetUp(Samples.Idle),
            new PanelState { Screen = ScreenName.DateTime, Clock = new ClockEdit(new DateTimeOffset(2026, 3, 8, 19, 41, 0, TimeSpan.Zero), 0) }),
        ["pairing"] = ("PAIR A BROWSER: the code is typed on its page, once", Pairing(), new PanelState { Screen = ScreenName.Pairing }),
        ["night"] = ("NIGHT", Samples.Recording, new PanelState { IsNight = true }),
        ["help"] = ("BACK held: the second functions", Samples.Idle, new PanelState { IsHelpShown = true }),
    }.Concat(MixPictures.Large).ToDictionary();

    // T12 plays, the guitar is for overdub, and there are layers and songs.
    private static CompareState Layers(CompareSide side) => new() { Side = side, A = "Guitar original", B = "Guitar layer 2", GainADb = -2.4 };

    private static RecorderSnapshot Overdubbing(TransportState transport) => Samples.Playing with
    {
        Transport = transport,
        Inputs = Samples.Playing.Inputs.SetItem(6, Samples.Playing.Inputs[6] with { IsForOverdub = true }),
        Open = Samples.Playing.Open! with
        {
            SongSeconds = [0, 61.5, 190],
            Layers = [new TrackLayers(0, "Kick", [], 0), new TrackLayers(6, "Guitar", [1, 2, 4], 2), new TrackLayers(12, "Voice", [3], 0)],
        },
    };

    private static RecorderSnapshot Testing(JobPhase phase) => Samples.Idle with
    {
        Job = new JobState { Kind = JobKind.CardTest, Phase = phase, Progress = phase == JobPhase.Done ? 1 : 0.62, Sentence = "Good for 31 inputs at 48 kHz, 24 bit." },
        CardTest = new CardTestState(phase == JobPhase.Done ? 256_000_000 : 158_000_000, 9.2e6, 212, 31),
    };

    private static RecorderSnapshot HandAimed() => Samples.Playing with
    {
        Master = Samples.Album.Master with { IsAlbum = false, Certificate = null, Reference = "", Values = MasterParameters.Defaults().With(MasterParameter.TargetLufs, -12.5f) },
    };

    private static RecorderSnapshot Clicking() => Samples.WithTakes(Samples.Idle) with
    {
        Open = Samples.Playing.Open,
        Click = new ClickState
        {
            Values = System.Collections.Immutable.ImmutableSortedDictionary<string, float>.Empty
                .Add(ClickParameter.TempoBpm.Spec().Key, 126).Add(ClickParameter.BeatsPerBar.Spec().Key, 3).Add(ClickParameter.On.Spec().Key, 1),
            Take = new TakeTempo { TempoBpm = 118, BeatsPerBar = 4 },
        },
    };

    private static RecorderSnapshot Tuning(string note, int octave, double cents) => Samples.Mixing with
    {
        Tuner = new TunerState { Input = 6, Note = note, Octave = octave, Cents = cents, FrequencyHz = note.Length > 0 ? 100 : 0 },
    };

    private static readonly Dictionary<string, (string Caption, RecorderSnapshot Snapshot, PanelState State)> Small = new Dictionary<string, (string Caption, RecorderSnapshot Snapshot, PanelState State)>
    {
        ["small-meters"] = ("METERS", Samples.Recording, SmallAt(ScreenName.Meters)),
        ["small-no-interface"] = ("No interface", Unplugged(), SmallAt(ScreenName.Meters)),
        ["small-alarm"] = ("ALARM, in turn with METERS", Samples.Alarmed with { Message = Samples.TenMessages[2] }, SmallAt(ScreenName.Meters)),
        ["small-news"] = ("News, in turn with METERS", Samples.Idle with { Message = Samples.TenMessages[1] }, SmallAt(ScreenName.Meters)),
        ["small-overlay"] = ("A knob was turned", Samples.Mixing, Overlaid()),
        ["small-hold-stop"] = ("STOP held", Samples.Recording, new PanelState { IsSmall = true, Notice = new Notice("Hold STOP to end T12", 1000, 0.6) }),
        ["small-bin"] = ("A question stands on No", Samples.WithTakes(Samples.Idle), Asking()),
        ["small-help"] = ("BACK held", Samples.Idle, new PanelState { IsSmall = true, IsHelpShown = true }),
        ["small-menu"] = ("MENU", Samples.Idle, SmallAt(ScreenName.Menu, row: 1)),
        ["small-card-test"] = ("CARD TEST", Samples.Idle, SmallAt(ScreenName.CardTest)),
        ["small-card-test-running"] = ("CARD TEST under way", Testing(JobPhase.Running), SmallAt(ScreenName.CardTest)),
        ["small-card-test-done"] = ("CARD TEST: what the card is good for", Testing(JobPhase.Done), SmallAt(ScreenName.CardTest)),
        ["small-click"] = ("CLICK", Clicking(), SmallAt(ScreenName.Click)),
        ["small-cues"] = ("CUES: one channel, the cue, its click", Samples.Cues(Samples.Idle), new PanelState { IsSmall = true, Screen = ScreenName.Cues, Channel = 4 }),
        ["small-cues-none"] = ("CUES with two outputs", Samples.Idle, SmallAt(ScreenName.Cues)),
        ["small-overlay-cue"] = ("A channel of a cue was turned", Samples.Cues(Samples.Recording),
            new PanelState { IsSmall = true, Screen = ScreenName.Cues, Overlay = new ValueOverlay("7 Guitar", CueParameters.ChannelDb, 4, 2.5f, 1000) }),
        ["small-sound-check"] = ("SOUND CHECK", Samples.Idle, SmallAt(ScreenName.SoundCheck)),
        ["small-sound-check-gain"] = ("SOUND CHECK: input 7", Samples.Checked, SmallAt(ScreenName.SoundCheck, row: 7)),
        ["small-arm"] = ("ARM", Samples.Idle, SmallAt(ScreenName.Arm, row: 9)),
        ["small-names"] = ("NAMES", Samples.Idle, SmallAt(ScreenName.Names, row: 6)),
        ["small-letters"] = ("NAME: letter by letter", Samples.Idle, Writing()),
        ["small-set-up"] = ("SET-UP", Samples.WithTakes(Samples.Idle), SmallAt(ScreenName.SetUp)),
        ["small-set-up-rate"] = ("SET-UP: a row taken up", SetUp(Samples.Idle), Taken()),
        ["small-bands"] = ("BANDS", SetUp(Samples.Idle), SmallAt(ScreenName.Bands, row: 2)),
        ["small-band"] = ("What to do with a band", SetUp(Samples.Idle), AskingAboutBand()),
        ["small-pairs"] = ("PAIRS", SetUp(Samples.Idle), SmallAt(ScreenName.Pairs, row: 2)),
        ["small-microphones"] = ("MICROPHONES", SetUp(Samples.Idle), SmallAt(ScreenName.Microphones, row: 4)),
        ["small-channel-gain"] = ("CHANNEL: the interface's own gain", Samples.WithControls(SetUp(Samples.Mixing)), SmallAt(ScreenName.Channel)),
        ["small-overlay-gain"] = ("A gain was turned", Samples.WithControls(Samples.Mixing), new PanelState { IsSmall = true, Screen = ScreenName.Channel, Overlay = GainOverlay }),
        ["small-phantom"] = ("48 V asks, and names the microphone", SetUp(Samples.Mixing), new PanelState { IsSmall = true, Screen = ScreenName.Channel, Channel = 4, Question = AboutPhantom }),
        ["small-phantom-shared"] = ("48 V on a shared switch", SetUp(Samples.Mixing), new PanelState { IsSmall = true, Screen = ScreenName.Channel, Channel = 9, Question = AboutSharedPhantom }),
        ["small-set-up-clock"] = ("SET-UP: the clock", Samples.WithControls(SetUp(Samples.Idle)), new PanelState { IsSmall = true, Screen = ScreenName.SetUp, Row = 6, Choice = 1 }),
        ["small-learn"] = ("SET-UP, MIDI: a control is taught", Teaching(), new PanelState { IsSmall = true, Screen = ScreenName.Learn, Row = 7, LearnStrip = 2 }),
        ["small-date-time"] = ("DATE AND TIME", SetUp(Samples.Idle), Clock()),
        ["small-pairing"] = ("PAIR A BROWSER", Pairing(), SmallAt(ScreenName.Pairing)),
        ["small-bin-list"] = ("BIN", Samples.WithTakes(Samples.Idle), SmallAt(ScreenName.Bin)),
        ["small-takes"] = ("TAKES", Samples.WithTakes(Samples.Idle), SmallAt(ScreenName.Takes, row: 2)),
        ["small-take-menu"] = ("What to do with a take", Samples.WithTakes(Samples.Idle), SmallAt(ScreenName.TakeMenu, row: 1)),
        ["small-take"] = ("TAKE", Samples.Looping, SmallAt(ScreenName.Take)),
        ["small-take-loop"] = ("TAKE: the next three", Samples.Looping, Second()),
        ["small-take-punch"] = ("TAKE: punch in and out, layer", Samples.Punching, new PanelState { IsSmall = true, Screen = ScreenName.Take, Group = 2 }),
        ["small-layers"] = ("LAYERS", Overdubbing(TransportState.Playing), SmallAt(ScreenName.Layers, row: 1)),
        ["small-songs"] = ("SONGS", Overdubbing(TransportState.Playing), SmallAt(ScreenName.Songs, row: 1)),
        ["small-mix"] = ("MIX", Samples.Mixing, SmallAt(ScreenName.Mix)),
        ["small-quick-mix"] = ("QUICK MIX in sentences", Samples.Mixing, SmallAt(ScreenName.QuickMix, row: 3)),
        ["small-channel-input"] = ("CHANNEL: input", Samples.Mixing, SmallAt(ScreenName.Channel)),
        ["small-channel-eq"] = ("CHANNEL: equalizer, the second three", Samples.Mixing, SmallPage(ChannelPage.Eq, 1)),
        ["small-channel-dyn"] = ("CHANNEL: compressor", Samples.Mixing, SmallPage(ChannelPage.Dyn, 0)),
        ["small-channel-send"] = ("CHANNEL: sends", Samples.Mixing, SmallPage(ChannelPage.Send, 2)),
        ["small-channel-tune"] = ("CHANNEL: the tuner, seven cents flat", Tuning("E", 2, -7.2), SmallPage(ChannelPage.Tune, 0)),
        ["small-channel-tune-ok"] = ("CHANNEL: the tuner, in tune", Tuning("G#", 3, 0.8), SmallPage(ChannelPage.Tune, 0)),
        ["small-channel-tune-none"] = ("CHANNEL: the tuner hears no note", Tuning("", 0, 0), SmallPage(ChannelPage.Tune, 0)),
        ["small-master"] = ("MASTER", Samples.Mastered, SmallAt(ScreenName.Master)),
        ["small-master-advice"] = ("MASTER: what to turn for a phone", Samples.Advised, SmallAt(ScreenName.Master)),
        ["small-export-off-album"] = ("EXPORT: an approved master is off its album", Samples.OffAlbum with { Transport = TransportState.Idle }, SmallAt(ScreenName.Export)),
        ["small-master-mp3"] = ("MASTER, MAIN turned on: heard as MP3", Samples.Mastered with { Listening = new ListeningState { As = Core.Commands.PlaybackSystem.Mp3 } },
            new PanelState { Screen = ScreenName.Master, IsSmall = true, Group = 2 }),
        ["small-master-alone"] = ("MASTER: one stage is heard alone", Samples.Mastered with { Listening = new ListeningState { Alone = MasterParameter.Warmth } },
            new PanelState { Screen = ScreenName.Master, IsSmall = true, Group = 1 }),
        ["small-take-compare"] = ("TAKE: two layers are compared", Samples.Punching with { Compare = Layers(CompareSide.A) }, SmallAt(ScreenName.Take)),
        ["small-mix-compare"] = ("MIX: two scenes are compared", Samples.Mixing with { Compare = new CompareState { Side = CompareSide.B, A = "Scene 2", B = "Scene 1", GainBDb = -2.4 } },
            SmallAt(ScreenName.Mix)),
        ["small-certificate"] = ("CERTIFICATE", Samples.Mastered, SmallAt(ScreenName.Certificate)),
        ["small-master-album"] = ("MASTER: which reference", Samples.Album, new PanelState { IsSmall = true, Screen = ScreenName.Master, Group = 2 }),
        ["small-master-options"] = ("MASTER, MAIN pressed", Samples.Album, SmallAt(ScreenName.MasterOptions, row: 2)),
        ["small-master-options-end"] = ("What is said of a version", Samples.Album, SmallAt(ScreenName.MasterOptions, row: 4)),
        ["small-master-aim"] = ("The aim, taken up", HandAimed(), new PanelState { IsSmall = true, Screen = ScreenName.MasterOptions, Choice = 1 }),
        ["small-references"] = ("REFERENCE", Samples.Album, SmallAt(ScreenName.References, row: 4)),
        ["small-formats"] = ("FORMATS", Samples.Album, SmallAt(ScreenName.Formats, row: 1)),
        ["small-certificate-album"] = ("CERTIFICATE, approved", Samples.Album, SmallAt(ScreenName.Certificate)),
        ["small-export-offers"] = ("EXPORT: what to copy", Samples.Exporting, SmallAt(ScreenName.Export)),
        ["small-export"] = ("EXPORT: copied and read back", Samples.Copying, SmallAt(ScreenName.Export)),
        ["small-safe"] = ("SAFE TO REMOVE", Copied(), SmallAt(ScreenName.Export)),
    }.Concat(MixPictures.Small).ToDictionary();

    public static TheoryData<string> SmallNames => [.. Small.Keys];

    public static TheoryData<string> Names => [.. Screens.Keys];

    [Theory, MemberData(nameof(Names))]
    public void Screen_looks_as_drawn(string name) => GoldenPictures.Compare(Draw(name), name);

    [Theory, MemberData(nameof(SmallNames))]
    public void Small_screen_looks_as_drawn_in_one_bit(string name) => GoldenPictures.Compare(DrawSmall(name), name);

    [Fact]
    public void Every_screen_is_drawn_on_both_displays()
    {
        foreach (var screen in Enum.GetValues<ScreenName>())
        {
            Assert.Contains(Screens.Values, drawn => drawn.State.Screen == screen);
            Assert.Contains(Small.Values, drawn => drawn.State.Screen == screen);
        }
    }

    [Theory]
    [InlineData(0), InlineData(1), InlineData(2), InlineData(3), InlineData(4), InlineData(5), InlineData(6), InlineData(7), InlineData(8), InlineData(9)]
    public void Each_of_the_ten_messages_looks_as_drawn_on_both_displays(int number)
    {
        foreach (var isSmall in (bool[])[false, true])
        {
            var frame = isSmall ? new FrameBuffer(128, 64) : new FrameBuffer(256, 64);
            PanelRenderer.Draw(frame, Samples.Alarmed with { Message = Samples.TenMessages[number] }, new PanelState { IsSmall = isSmall });
            GoldenPictures.Compare(frame, $"messages/{(isSmall ? "small-" : "")}{number}");
        }
    }

    [Fact]
    public void Contact_sheet_shows_every_screen()
    {
        const int Columns = 2;
        const int SmallColumns = 4;
        const int Scale = 2;
        const int Gap = 24;
        var rows = (Screens.Count + Columns - 1) / Columns;
        var smallRows = (Small.Count + SmallColumns - 1) / SmallColumns;
        var sheet = new FrameBuffer(Gap + Columns * (256 * Scale + Gap), Gap + (rows + smallRows) * (64 * Scale + Gap));
        sheet.Fill(0, 0, sheet.Width, sheet.Height, Grey.Well);
        var index = 0;
        foreach (var (name, screen) in Screens)
            Paste(Draw(name), screen.Caption, Gap + index % Columns * (256 * Scale + Gap), Gap / 2 + index++ / Columns * (64 * Scale + Gap));
        index = 0;
        foreach (var (name, screen) in Small)
            Paste(DrawSmall(name), screen.Caption, Gap + index % SmallColumns * (128 * Scale + Gap / 2), Gap + (rows + index++ / SmallColumns) * (64 * Scale + Gap));
        var path = Path.Combine(GoldenPictures.Project, "..", "..", "docs", "panel-screens.png");
        new GreyPicture(sheet.Width, sheet.Height, sheet.Pixels.ToArray()).AssertEquals(path);

        void Paste(FrameBuffer frame, string caption, int left, int top)
        {
            for (var y = 0; y < frame.Height * Scale; y++)
                for (var x = 0; x < frame.Width * Scale; x++)
                    sheet[left + x, top + y] = frame[x / Scale, y / Scale];
            sheet.Text(Recorder.Panel.Graphics.Fonts.Faces.Small, left, top + frame.Height * Scale + 4, caption, Grey.Label);
        }
    }

    private static NameEdit Edit(int cursor) => new("Input 7", "Guitar li", cursor, name => new Core.Commands.NameInput(6, name), ScreenName.Names);

    private static PanelState SmallAt(ScreenName screen, int row = 0) => new() { IsSmall = true, Screen = screen, Row = row, Channel = 6, TakeNumber = 12 };

    private static PanelState SmallPage(ChannelPage page, int group) => new() { IsSmall = true, Screen = ScreenName.Channel, Channel = 6, Page = page, Group = group };

    private static PanelState Overlaid() => new() { IsSmall = true, Overlay = LevelOverlay };

    private static PanelState Writing() => new() { IsSmall = true, Screen = ScreenName.Letters, Name = Edit(7) };

    private static RecorderSnapshot SetUp(RecorderSnapshot snapshot) => Samples.WithTakes(Samples.SetUp(snapshot));

    private static RecorderSnapshot Pairing() => SetUp(Samples.Idle) with { Pairing = new PairingState { Code = "482913", Browsers = 2 } };

    private static RecorderSnapshot Teaching() => SetUp(Samples.Idle) with
    {
        Surfaces = new SurfacesState
        {
            Surfaces = [new SurfaceState("nanoKONTROL2", Core.Commands.SurfaceProtocol.Mapped, 51, IsFlooding: false)],
            Learning = new Core.Commands.LearnControl(Core.Commands.SurfaceAction.Mute, 2),
        },
    };

    private static PanelState Second() => new() { IsSmall = true, Screen = ScreenName.Take, Group = 1 };

    private static PanelState Taken() => new() { IsSmall = true, Screen = ScreenName.SetUp, Row = 3, Choice = 3 };

    private static PanelState AskingAboutBand() => new() { IsSmall = true, Screen = ScreenName.Bands, Row = 2, Question = AboutBand with { Chosen = 1 } };

    private static PanelState Clock() => new()
    {
        IsSmall = true, Screen = ScreenName.DateTime, Clock = new ClockEdit(new DateTimeOffset(2026, 3, 8, 19, 41, 0, TimeSpan.Zero), 3),
    };

    private static PanelState Asking() => new()
    {
        IsSmall = true, Screen = ScreenName.Takes, Row = 2, Question = Question.YesNo("Put T21 into the bin?", new Core.Commands.BinTake(21)),
    };

    private static FrameBuffer DrawSmall(string name)
    {
        var frame = new FrameBuffer(128, 64);
        PanelRenderer.Draw(frame, Small[name].Snapshot, Small[name].State);
        var oneBit = new FrameBuffer(128, 64);
        for (var y = 0; y < 64; y++)
            for (var x = 0; x < 128; x++)
                oneBit[x, y] = frame[x, y] >= 8 ? Grey.Live : Grey.Black;
        return oneBit;
    }

    private static FrameBuffer Draw(string name)
    {
        var frame = new FrameBuffer(256, 64);
        PanelRenderer.Draw(frame, Screens[name].Snapshot, Screens[name].State);
        return frame;
    }

    private static RecorderSnapshot Unplugged() => Samples.Idle with
    {
        Interface = new InterfaceState(),
        Inputs = [.. Samples.Idle.Inputs.Select(input => new InputState { Name = input.Name })],
    };

    private static RecorderSnapshot Copied() => Samples.Copying with
    {
        Job = Samples.Copying.Job! with { Phase = JobPhase.Done, Export = Samples.Copying.Job!.Export! with { FilesDone = 6, VerifiedBytes = 412_000_000 } },
    };
}
