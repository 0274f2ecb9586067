using Recorder.App.Host;
using Recorder.App.Host.Session;
using Recorder.Core.Commands;
using Recorder.Core.Parameters;
using Recorder.Core.Snapshots;
using Recorder.Core.Units;
using Recorder.Link;
using Recorder.Media.Audio;
using Recorder.Session;
using Recorder.Session.Folders;
using Recorder.Simulation.Drives;
using Recorder.Studio.Measuring;
using Recorder.TestSupport;

namespace Recorder.App.Tests.Host.Session;

/// <summary>How masters are made and what is said of them, by commands to a host over takes that were really recorded; no engine runs.</summary>
public sealed class MasterDeskTests : IDisposable
{
    // Everything here waits for an event; this only ends a test that waits for what never comes.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly TemporaryFolder folder = new();
    private RecorderHost host;

    public MasterDeskTests()
    {
        Record(level: 0.2f, brightness: 0.02f);
        Record(level: 0.1f, brightness: 0.1f);
        host = Begin();
    }

    private RecorderSnapshot State => host.Snapshot;

    private string Sessions => folder.File("sessions");

    private string Session => Path.Combine(Sessions, "Tuesday");

    public void Dispose()
    {
        host.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void Each_command_is_in_the_next_snapshot_and_outlives_the_host()
    {
        Directory.CreateDirectory(Path.Combine(Sessions, ReferenceShelf.FolderName));
        Tone(Path.Combine(Sessions, ReferenceShelf.FolderName, "Blue Train.wav"));
        Do(new SetAim("broadcast"), state => state.Master.Values[MasterParameter.TargetLufs] == -23);
        Until(state => state.Master.References.Any(offer => offer.Key == "here/Blue Train.wav"));
        Do(new SetReference("here/Blue Train.wav"), state => state.Master is { Reference: "here/Blue Train.wav", IsReferenceThere: true, ReferenceName: "Blue Train" });
        Do(new SetAlbum(true), state => state.Master.IsAlbum);
        Do(new SetMasterFormat("mp3", false), state => On(state) == "wav24");
        Do(new SetMasterFormat("flac", true), state => On(state) == "wav24 flac");
        Restart();
        Until(state => state.Master is { IsAlbum: true, Reference: "here/Blue Train.wav", IsReferenceThere: true } && On(state) == "wav24 flac" && state.Master.Values[MasterParameter.TargetLufs] == -23);
    }

    [Fact]
    public void Aim_and_reference_are_undone_and_nonsense_is_refused()
    {
        Do(new SetAim("loud"), state => state.UndoName == "Master aim loud -9");
        host.Post(new Undo());
        Until(state => state.Master.Values[MasterParameter.TargetLufs] == -14);
        Assert.False(host.Post(new SetAim("enormous")).Accepted);
        Assert.Equal("Blue is not there. Put its stick in, or choose another.", host.Post(new SetReference("stick/Blue.wav")).Sentence);
        Assert.False(host.Post(new SetReference("here/../Tuesday/takes/T0001/01 Kick.wav")).Accepted);
        Assert.False(host.Post(new SetMasterFormat("tape", true)).Accepted);
        host.Post(new SetMasterFormat("mp3", false));
        Assert.Equal("A master is a file: one format stays on.", host.Post(new SetMasterFormat("wav24", false)).Sentence);
    }

    [Fact]
    public void Note_and_approval_are_of_the_newest_version_and_the_approved_one_is_exported()
    {
        Assert.StartsWith("No master yet", host.Post(new NoteMaster("x")).Sentence, StringComparison.Ordinal);
        Assert.False(host.Post(new ApproveMaster(true)).Accepted);
        host.Post(new SetMasterFormat("mp3", false));
        Master();
        Do(new NoteMaster(" voice up "), state => state.Master.Certificate!.Note == "voice up");
        Do(new ApproveMaster(true), state => state.Master.Certificate!.IsApproved && state.Takes[0].Note == "approved");
        Master();
        Assert.Equal((2, "", false), (State.Master.Certificate!.Version, State.Master.Certificate.Note, State.Master.Certificate.IsApproved));
        Assert.Equal(["T2 v1.wav"], Exported());
        Restart();
        Do(new ApproveMaster(true), state => state.Master.Certificate is { Version: 2, IsApproved: true });
        Assert.Equal(["T2 v2.wav"], Exported());
        Do(new ApproveMaster(false), state => state.Takes[0].Note == "master");
        Assert.Equal(["T2 v2.wav"], Exported());
        Do(new NoteMaster(""), state => state.Master.Certificate!.Note.Length == 0);
    }

    [Fact]
    public void Who_looks_at_master_is_told_of_the_mix_and_of_what_a_turn_does_for_other_systems()
    {
        Open(1);
        Assert.Empty(State.Master.Advice);
        UntilLooked(state => state.Master is { Advice.Length: > 0, Mix.IntegratedLufs: < -10 and > -40 });
        // Hits and a bass note, and little above: dull in a car.
        Assert.Contains(State.Master.Advice, advice => advice.Sentence.StartsWith("Car: ", StringComparison.Ordinal));
        Assert.All(State.Master.Advice, advice => Assert.InRange(advice.Sentence.Length, 1, 42));

        // What was said of other values is not said any more, and there is an answer for these.
        Do(new SetMaster(MasterParameter.LowDb, -6), state => state.Master.Values[MasterParameter.LowDb] == -6 && state.Master.Advice.IsEmpty);
        UntilLooked(state => state.Master.Advice.Length > 0);
        Master();
        UntilLooked(state => state.Master is { Certificate: not null, Mix: null, Advice.Length: > 0 });
    }

    [Fact]
    public void A_reference_moves_the_tone_once_says_so_and_a_hand_overrules_it()
    {
        host.Post(new SetMasterFormat("mp3", false));
        Open(1);
        Master();
        Open(2);
        Until(state => state.Master.References.Any(offer => offer.Key == "T1"));
        Do(new SetReference("T1"), state => state.Master.Reference == "T1");
        Master();
        var values = State.Master.Values;
        // T1 has less of the bright noise.
        Assert.True(values[MasterParameter.AirDb] < -1, $"{values[MasterParameter.AirDb]}");
        Assert.StartsWith("Tone moved towards T1: Low ", State.Master.Certificate!.Made, StringComparison.Ordinal);
        Assert.EndsWith($"Air {ParameterText.Signed(values[MasterParameter.AirDb], 1)} dB.", State.Master.Certificate.Made, StringComparison.Ordinal);
        Assert.StartsWith(State.Master.Certificate.Made, State.Job!.Sentence, StringComparison.Ordinal);

        Do(new Undo(), state => state.Master.Values[MasterParameter.AirDb] == 0);
        Master();
        Assert.Equal((0f, "Tone as your hand set it; choose T1 again to move towards it."), (State.Master.Values[MasterParameter.AirDb], State.Master.Certificate!.Made));
        Do(new SetReference("T1"), state => state.UndoName == "reference T1");
        Master();
        Assert.Equal(values[MasterParameter.AirDb], State.Master.Values[MasterParameter.AirDb]);
    }

    [Fact]
    public void A_reference_that_is_gone_or_no_audio_makes_no_master_and_says_what_to_do()
    {
        var references = Directory.CreateDirectory(folder.File("stick")).FullName;
        Tone(Path.Combine(references, "Blue.wav"));
        Until(state => state.Master.References.Any(offer => offer.Key == "stick/Blue.wav"));
        Do(new SetReference("stick/Blue.wav"), state => state.Master.Reference.Length > 0);
        File.WriteAllText(Path.Combine(references, "Blue.wav"), "This is no audio at all, only a text.");
        var failed = Run(JobPhase.Failed);
        Assert.Equal("Reference Blue cannot be read: no master was made, older ones stay. Choose another reference, or none.", failed.Sentence);
        Directory.Delete(references, recursive: true);
        failed = Run(JobPhase.Failed);
        Assert.Equal("Reference Blue is not there: no master was made, older ones stay. Bring it back, or choose none.", failed.Sentence);
        Assert.False(Directory.Exists(Path.Combine(Session, SessionLayout.MasterFolder(2))));
        Until(state => state.Master is { IsReferenceThere: false, ReferenceName: "Blue" });
    }

    [Fact]
    public void In_an_album_masters_lie_apart_as_their_mixes_and_a_louder_song_takes_the_others_along()
    {
        host.Post(new SetMasterFormat("mp3", false));
        host.Post(new SetAlbum(true));
        Open(1);
        Master();
        Assert.Equal((1, "Album: the loudest song.", true), (State.Master.Certificate!.Version, State.Master.Certificate.Made, State.Master.Certificate.IsOfAlbum));
        Open(2);
        Master();
        AssertAlbum(("T1 v1.wav", 1), ("T2 v1.wav", 2));
        Assert.Contains("LU below T1, as mixed.", State.Master.Certificate!.Made, StringComparison.Ordinal);

        // A third, louder than both.
        host.Dispose();
        Record(level: 0.5f, brightness: 0.05f);
        host = Begin();
        Until(state => state.Open?.Number == 3);
        Master();
        AssertAlbum(("T3 v1.wav", 3), ("T1 v2.wav", 1), ("T2 v2.wav", 2));
        Assert.Equal("Album: the loudest song; made anew beside it: T1, T2.", State.Master.Certificate!.Made);
        Assert.True(File.Exists(MasterPath("T1 v1.wav", 1)));
        Until(state => state.Master.AlbumTakes == 3);
        Assert.Empty(State.Master.AlbumMisfits);

        // What still fits is left alone.
        Master();
        Assert.Equal("Album: the loudest song.", State.Master.Certificate!.Made);
        Assert.False(File.Exists(MasterPath("T1 v3.wav", 1)));
    }

    [Fact]
    public void An_approved_master_that_does_not_fit_its_album_any_more_is_told_with_what_to_do()
    {
        host.Post(new SetMasterFormat("mp3", false));
        Open(2);
        Master();
        Do(new ApproveMaster(true), state => state.Master.Certificate!.IsApproved);
        Assert.Empty(State.Master.AlbumMisfits);
        host.Post(new SetAlbum(true));
        Until(state => state.Master.IsAlbum);
        Assert.Empty(State.Master.AlbumMisfits);

        // A louder mix beside it: T2 is made anew below it, and the approved one stays the exported one.
        Open(1);
        Master();
        Until(state => state.Master.AlbumMisfits is [{ Take: 2, Approved: 1, Fitting: 2 }]);
        Assert.Contains("T2 v1.wav", Exported());
        Open(2);
        Do(new ApproveMaster(true), state => state.Master.AlbumMisfits.IsEmpty);
        Assert.Contains("T2 v2.wav", Exported());
    }

    [Fact]
    public void No_takes_certificate_is_ever_shown_as_anothers()
    {
        host.Post(new SetMasterFormat("mp3", false));
        Open(1);
        Master();
        // Straight after each other, at whatever moment of the host's round.
        for (var i = 0; i < 40; i++)
        {
            var take = 1 + i % 2;
            Assert.True(host.Post(new OpenTake(take)).Accepted);
            Until(state =>
            {
                var isRight = state.Open?.Number != 2 || state.Master.Certificate is null;
                Assert.True(isRight, "T2 has T1's certificate");
                return state.Open?.Number == take && state.Master.IsKnown;
            });
            Assert.Equal(take == 1 ? "T1 v1.wav" : null, State.Master.Certificate?.FileName);
        }
    }

    [Fact]
    public void A_certificate_of_an_earlier_version_is_read_and_its_master_is_made_anew_for_an_album()
    {
        host.Post(new SetMasterFormat("mp3", false));
        Open(1);
        Master();
        File.WriteAllText(MasterPath("T1 v1.certificate.json", 1), """
            { "fileName": "T1 v1.wav", "version": 1, "startFrame": 0, "integratedLufs": -14, "loudnessRangeLu": null, "truePeakDbtp": -4,
              "limiterMaxDb": 0, "correlation": 1, "passed": true, "sentence": "As asked." }
            """);
        Restart();
        Open(1);
        Until(state => state.Master.Certificate is { FileName: "T1 v1.wav", Note: "", Made: "", IsApproved: false, MixLufs: null });
        Do(new NoteMaster("first"), state => state.Master.Certificate is { Note: "first", Sentence: "As asked." });
        host.Post(new SetAlbum(true));
        Open(2);
        Master();
        AssertAlbum(("T1 v2.wav", 1), ("T2 v1.wav", 2));
    }

    private void AssertAlbum(params (string File, int Take)[] masters)
    {
        var lufs = masters.Select(master => FileMeter.Measure(MasterPath(master.File, master.Take)).IntegratedLufs!.Value).ToArray();
        var mixes = masters.Select(master => FileMeter.Measure(Path.Combine(Session, SessionLayout.MixFolder(master.Take), "Scene 1.wav")).IntegratedLufs!.Value).ToArray();
        Assert.Equal(-14, lufs.Max(), 0.2);
        for (var song = 1; song < lufs.Length; song++)
            Assert.Equal(mixes[song] - mixes[0], lufs[song] - lufs[0], 0.2);
    }

    private string MasterPath(string file, int take) => Path.Combine(Session, SessionLayout.MasterFolder(take), file);

    private string[] Exported() =>
        [.. new ExportChoices(SessionFolder.Open(Session), folder.File("projects")).Items(ExportChoice.Masters, open: null).Select(item => Path.GetFileName(item.SourcePath))];

    private static string On(RecorderSnapshot state) => string.Join(' ', state.Master.Formats.Where(format => format.IsOn).Select(format => format.Word));

    private void Open(int take) => Do(new OpenTake(take), state => state.Open?.Number == take);

    private void Master()
    {
        var take = State.Open!.Number;
        var version = 1 + (MasterShelf.NewestCertificate(SessionFolder.Open(Session), take)?.Version ?? 0);
        Run(JobPhase.Done);
        Until(state => state.Master.Certificate?.FileName == $"T{take} v{version}.wav");
        Assert.True(State.Master.Certificate!.Passed, State.Master.Certificate.Sentence);
    }

    private JobState Run(JobPhase phase)
    {
        var before = State.Job;
        Assert.True(host.Post(new StartMaster()).Accepted);
        Until(state => state.Job is { Phase: JobPhase.Done or JobPhase.Failed } job && !ReferenceEquals(job, before));
        Assert.True(State.Job!.Phase == phase, State.Job.Sentence);
        return State.Job;
    }

    private void Do(RecorderCommand command, Func<RecorderSnapshot, bool> isSeen)
    {
        var reply = host.Post(command);
        Assert.True(reply.Accepted, reply.Sentence);
        Until(isSeen);
    }

    private void Until(Func<RecorderSnapshot, bool> condition) =>
        Assert.True(SpinWait.SpinUntil(() => condition(State), Patience), $"{State.Job} {State.Master} {State.UndoName}");

    private void UntilLooked(Func<RecorderSnapshot, bool> condition) => Until(state =>
    {
        host.Post(new LookAtMaster());
        return condition(state);
    });

    private RecorderHost Begin()
    {
        var begun = new RecorderHost(
            new HostSettings { SessionFolder = Session, Link = LinkPaths.InFolder(folder.File("link")), Stick = new FolderDrive(folder.File("stick")) }, TimeProvider.System);
        begun.Start();
        return begun;
    }

    private void Restart()
    {
        host.Dispose();
        host = Begin();
    }

    // A take of one track: hits over a bass note, and noise for its top.
    private void Record(float level, float brightness)
    {
        var random = new Random(1);
        var samples = Enumerable.Range(0, 4 * 48000).Select(i =>
        {
            var t = i / 48000.0;
            var hit = Math.Exp(-(t * 2 % 1) * 12) * Math.Sin(2 * Math.PI * 70 * t);
            return (float)(level * (hit + 0.4 * Math.Sin(2 * Math.PI * 110 * t) + 0.3 * Math.Sin(2 * Math.PI * 1200 * t) + 0.3 * Math.Sin(2 * Math.PI * 450 * t) + brightness * (random.NextDouble() * 2 - 1)));
        }).ToArray();
        Write(folder.File("in", "1 Kick.wav"), samples);
        var (code, _, error) = RecorderProgram.Run("record", "--device", $"files:{folder.File("in")}", "--session", Session, "--speed", "max");
        Assert.True(code == 0, error);
    }

    private static void Tone(string path) => Write(path, [.. Enumerable.Range(0, 48000).Select(i => 0.2f * MathF.Sin(i * 0.1f))]);

    private static void Write(string path, float[] samples)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var writer = AudioFile.Create(path, new AudioFileSpec { Kind = AudioFileKind.Wav, Format = SampleFormat.S24, Channels = 1, RateHz = 48000 });
        writer.Write(samples, samples.Length, samples.Length);
        writer.Complete();
    }
}
