using System.Runtime.CompilerServices;
using Recorder.Core.Parameters;
using Recorder.Core.Ports;
using Recorder.Core.Snapshots;
using Recorder.TestSupport;

namespace Recorder.App.Tests.Walk;

/// <summary>
/// A stranger, from power-on to a song on the stick that is recorded, mixed, mastered and exported, with nothing but the
/// panel's knobs and keys: lines and display are simulated at their buses, everything behind them is the product.
/// </summary>
public sealed class StrangersWalkTests : IDisposable
{
    private const int Inputs = 8;

    // Enough for a loudness that is measured and not guessed.
    private const double SongSeconds = 12;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("full")]
    [InlineData("small")]
    public void From_power_on_to_a_certified_song_on_the_stick(string build)
    {
        var isSmall = build == "small";
        using var recorder = new Appliance(folder, build, Inputs);
        PowerOn(recorder);
        Record(recorder);
        ListenAndMix(recorder, isSmall);
        Master(recorder, isSmall);
        Export(recorder);
        SwitchOff(recorder);
        Assert.True(recorder.Film.Moves, "a step that changed nothing on the display");
        if (Environment.GetEnvironmentVariable(GreyPicture.RenewVariable) is not null)
            recorder.Film.WriteSheet(Path.Combine(Path.GetDirectoryName(Here())!, "..", "..", "..", "docs", isSmall ? "walk-small.png" : "walk.png"));
        AssertCertified(recorder);
    }

    private static void PowerOn(Appliance recorder)
    {
        recorder.Until(state => state.Interface.IsPresent && state.Inputs.Length == Inputs && state.Mix.Strips.Length == Inputs && state.Inputs.Any(input => input.Peak > 0.01f), "meters");
        recorder.See("Power on: meters at once");
        recorder.Turn(PanelControl.Knob1, -4);
        recorder.Until(state => state.Mix.Strips[0].Values[StripParameter.FaderDb] < -1, "K1's level");
        recorder.See("K1 turned: its level, large");
    }

    private static void Record(Appliance recorder)
    {
        recorder.Tap(PanelControl.Record);
        recorder.Until(state => state.Transport == TransportState.Recording && state.Engine.LastCommitAgeMs is not null, "a take");
        recorder.Until(_ => recorder.Lit.HasFlag(PanelLights.Record), "the REC light");
        recorder.Until(state => state.Running!.Seconds > SongSeconds / 2, "half of the song");
        recorder.See("REC pressed: T1 runs, its light is steady");
        recorder.Tap(PanelControl.Mark);
        recorder.Until(state => state.Running!.Markers == 1, "a marker");
        recorder.Tap(PanelControl.Stop);
        recorder.See("STOP tapped: nothing ends by accident");
        recorder.Until(state => state.Running!.Seconds > SongSeconds, "the song's end");
        recorder.HoldUntil(PanelControl.Stop, state => state.Transport == TransportState.Idle && state.Takes.Length == 1, "the take's end");
        recorder.Until(state => state.Message is { IsSeen: false }, "the message that it is stored");
        recorder.Until(_ => recorder.Lit.HasFlag(PanelLights.Stop), "the STOP light");
        recorder.See("STOP held: stored, nothing lost");
        Assert.Equal(0, recorder.State.Takes[0].LostSeconds);
        recorder.Tap(PanelControl.Main);
        recorder.Until(state => state.Message is not { IsSeen: false }, "the message seen");
    }

    private static void ListenAndMix(Appliance recorder, bool isSmall)
    {
        recorder.Until(state => state.Open is { Number: 1 }, "T1 open");
        recorder.Tap(PanelControl.Play);
        recorder.Until(state => state.Transport == TransportState.Playing && state.Open!.PlayheadSeconds > 0.5, "the take playing");
        recorder.See("PLAY: the take as it was");
        recorder.BackAnd(PanelControl.Mix);
        recorder.Until(state => state.Job is { Kind: JobKind.QuickMix, Phase: JobPhase.Done }, "the quick mix");
        recorder.Until(state => !state.Mix.QuickMixMoves.IsEmpty, "its moves");
        recorder.Tap(PanelControl.Mix);
        recorder.See("BACK + MIX, then MIX: a quick mix in a scene of its own");
        if (!isSmall)
        {
            recorder.Tap(PanelControl.Mix);
            recorder.See("MIX again: what it did and why, in words");
            recorder.Tap(PanelControl.Mix);
        }
        var before = recorder.State.Mix.Strips[0].Values[StripParameter.FaderDb];
        recorder.Turn(PanelControl.Knob1, 4);
        recorder.Until(state => state.Mix.Strips[0].Values[StripParameter.FaderDb] > before, "a hand's move");
        recorder.See("K1: a hand overrules it");
        recorder.Move(PanelControl.Back, PanelAction.Down);
        recorder.Turn(PanelControl.Main, -1);
        recorder.Until(state => state.RedoName is not null, "undo");
        recorder.See("BACK + MAIN left: undone, by name");
        recorder.Turn(PanelControl.Main, 1);
        recorder.Until(state => state.RedoName is null, "redo");
        recorder.Move(PanelControl.Back, PanelAction.Up);
        recorder.Tap(PanelControl.Stop);
        recorder.Until(state => state.Transport == TransportState.Idle, "the end of playing");
    }

    private static void Master(Appliance recorder, bool isSmall)
    {
        // The small build has one key for both: on MIX it leads on to MASTER.
        recorder.Tap(isSmall ? PanelControl.Mix : PanelControl.Master);
        recorder.See("MASTER: not made yet, and it says how");
        recorder.Turn(PanelControl.Knob2, 2);
        recorder.Until(state => state.Master.Values[MasterParameter.LowDb] > 0, "more low end");
        recorder.BackAnd(isSmall ? PanelControl.Mix : PanelControl.Master);
        recorder.Until(state => state.Job is { Kind: JobKind.Master, Phase: JobPhase.Done or JobPhase.Failed }, "the master");
        recorder.Until(state => state.Master.Certificate is not null, "its certificate");
        Assert.True(recorder.State.Master.Certificate!.Passed, recorder.State.Master.Certificate.Sentence);
        recorder.See("BACK + MASTER: made, and measured on the file");
        if (isSmall)
        {
            recorder.Tap(PanelControl.Main);
            recorder.See("MAIN on MASTER: how it is made, and the certificate");
            recorder.Turn(PanelControl.Main, 6);
        }
        recorder.Tap(isSmall ? PanelControl.Main : PanelControl.Master);
        recorder.See("The certificate");
    }

    private static void Export(Appliance recorder)
    {
        recorder.Tap(PanelControl.Back);
        Directory.CreateDirectory(recorder.StickFolder);
        recorder.Until(state => state.Storage is { StickLabel: "DRUMS", Offers.IsEmpty: false }, "the stick");
        recorder.See("A stick is put in: EXPORT opens, nothing is written");
        Assert.Empty(Directory.EnumerateFileSystemEntries(recorder.StickFolder));
        recorder.Tap(PanelControl.Main);
        recorder.Until(state => state.Job is { Kind: JobKind.Export, Phase: JobPhase.Done or JobPhase.Failed }, "the export");
        Assert.Equal(JobPhase.Done, recorder.State.Job!.Phase);
        recorder.See("MAIN pressed: copied, read back, equal");
    }

    private static void SwitchOff(Appliance recorder)
    {
        recorder.Tap(PanelControl.Back);
        recorder.See("BACK: home");
        recorder.Move(PanelControl.Back, PanelAction.Down);
        recorder.HoldUntil(PanelControl.Stop, _ => recorder.IsSwitchedOff, "off");
        recorder.Move(PanelControl.Back, PanelAction.Up);
    }

    private static void AssertCertified(Appliance recorder)
    {
        var files = Directory.GetFiles(recorder.StickFolder, "*", SearchOption.AllDirectories);
        var masters = files.Where(file => Path.GetExtension(file) is ".wav" or ".flac" or ".mp3").ToArray();
        Assert.NotEmpty(masters);
        var (exitCode, output, error) = RecorderProgram.Run(["certify", .. masters, "--target", "streaming"]);
        Assert.True(exitCode == 0, output + error);
        foreach (var master in masters)
            Assert.Contains(
                Directory.GetFiles(recorder.Session, Path.GetFileName(master), SearchOption.AllDirectories),
                made => File.ReadAllBytes(made).AsSpan().SequenceEqual(File.ReadAllBytes(master)));
    }

    private static string Here([CallerFilePath] string path = "") => path;
}
