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

    private static readonly Dictionary<string, (string Caption, RecorderSnapshot Snapshot, PanelState State)> Screens = new()
    {
        ["meters"] = ("METERS: recording; 5 clipped, 11 and 15 not armed", Samples.Recording, new PanelState()),
        ["meters-32"] = ("METERS: 32 inputs, knobs on 9-16, after twelve hours", Samples.ThirtyTwo, new PanelState { Bank = 1 }),
        ["meters-idle"] = ("METERS: listening", Samples.Idle, new PanelState()),
        ["no-interface"] = ("No interface: a quiet line, no alarm", Unplugged(), new PanelState()),
        ["boot-repair"] = ("After a power cut: told once, beside live meters", Samples.Idle with { Message = Samples.TenMessages[1], NextTakeNumber = 13 }, new PanelState()),
        ["alarm"] = ("ALARM: happened, safe, do", Samples.Alarmed, new PanelState()),
        ["alarm-over-mix"] = ("ALARM over MIX", Samples.Alarmed with { Message = Samples.TenMessages[2] }, new PanelState { Screen = ScreenName.Mix }),
        ["channel-input"] = ("CHANNEL: input", Samples.Mixing, new PanelState { Screen = ScreenName.Channel, Channel = 6 }),
        ["channel-eq"] = ("CHANNEL: equalizer", Samples.Mixing, new PanelState { Screen = ScreenName.Channel, Channel = 6, Page = ChannelPage.Eq }),
        ["channel-dyn"] = ("CHANNEL: compressor and gate", Samples.Mixing, new PanelState { Screen = ScreenName.Channel, Channel = 6, Page = ChannelPage.Dyn }),
        ["channel-send"] = ("CHANNEL: sends", Samples.Mixing, new PanelState { Screen = ScreenName.Channel, Channel = 6, Page = ChannelPage.Send }),
        ["channel-tune"] = ("CHANNEL: what is not there yet says so", Samples.Mixing, new PanelState { Screen = ScreenName.Channel, Channel = 6, Page = ChannelPage.Tune }),
        ["mix"] = ("MIX: eight faders, meters, pans; Keys muted, Voice soloed", Samples.Mixing, new PanelState { Screen = ScreenName.Mix, StripHolds = [.. Samples.Mixing.Mix.Strips.Select(strip => strip.Peak * 1.25f)] }),
        ["scenes"] = ("SCENES", Samples.Mixing, new PanelState { Screen = ScreenName.Scenes, Row = 1 }),
        ["quick-mix"] = ("QUICK MIX: what it did, in sentences", Samples.Mixing with { Open = Samples.Playing.Open }, new PanelState { Screen = ScreenName.QuickMix, Row = 3 }),
        ["master"] = ("MASTER: measured on the last version", Samples.Mastered, new PanelState { Screen = ScreenName.Master }),
        ["master-none"] = ("MASTER before there is one", Samples.Playing, new PanelState { Screen = ScreenName.Master }),
        ["certificate"] = ("CERTIFICATE", Samples.Mastered, new PanelState { Screen = ScreenName.Certificate }),
        ["takes"] = ("TAKES", Samples.WithTakes(Samples.Idle), new PanelState { Screen = ScreenName.Takes, Row = 2 }),
        ["take-menu"] = ("What to do with a take", Samples.WithTakes(Samples.Idle), new PanelState { Screen = ScreenName.TakeMenu, TakeNumber = 12, Row = 1 }),
        ["bin"] = ("A question stands on No", Samples.WithTakes(Samples.Idle),
            new PanelState { Screen = ScreenName.Takes, Row = 2, Question = new Question("Put T21 into the bin?", IsYes: false, new Core.Commands.BinTake(21)) }),
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
        ["arm"] = ("ARM", Samples.Idle, new PanelState { Screen = ScreenName.Arm, Bank = 1 }),
        ["names"] = ("NAMES", Samples.Idle, new PanelState { Screen = ScreenName.Names }),
        ["help"] = ("BACK held: the second functions", Samples.Idle, new PanelState { IsHelpShown = true }),
    };

    private static readonly Dictionary<string, (RecorderSnapshot Snapshot, PanelState State)> Small = new()
    {
        ["small-meters"] = (Samples.Recording, new PanelState { IsSmall = true, Channel = 6 }),
        ["small-alarm"] = (Samples.Alarmed with { Message = Samples.TenMessages[2] }, new PanelState { IsSmall = true }),
        ["small-overlay"] = (Samples.Mixing, new PanelState { IsSmall = true, Overlay = LevelOverlay }),
        ["small-missing"] = (Samples.Mixing, new PanelState { IsSmall = true, Screen = ScreenName.Takes }),
        ["small-hold-stop"] = (Samples.Recording, new PanelState { IsSmall = true, Notice = new Notice("Hold STOP to end T12", 1000, 0.6) }),
    };

    public static TheoryData<string> SmallNames => [.. Small.Keys];

    public static TheoryData<string> Names => [.. Screens.Keys];

    [Theory, MemberData(nameof(Names))]
    public void Screen_looks_as_drawn(string name) => GoldenPictures.Compare(Draw(name), name);

    [Theory, MemberData(nameof(SmallNames))]
    public void Small_screen_looks_as_drawn_in_one_bit(string name)
    {
        var frame = new FrameBuffer(128, 64);
        PanelRenderer.Draw(frame, Small[name].Snapshot, Small[name].State);
        var oneBit = new FrameBuffer(128, 64);
        for (var y = 0; y < 64; y++)
            for (var x = 0; x < 128; x++)
                oneBit[x, y] = frame[x, y] >= 8 ? Grey.Live : Grey.Black;
        GoldenPictures.Compare(oneBit, name);
    }

    [Fact]
    public void Contact_sheet_shows_every_screen()
    {
        const int Columns = 2;
        const int Scale = 2;
        const int Gap = 24;
        var rows = (Screens.Count + Columns - 1) / Columns;
        var sheet = new FrameBuffer(Gap + Columns * (256 * Scale + Gap), Gap / 2 + rows * (64 * Scale + Gap));
        sheet.Fill(0, 0, sheet.Width, sheet.Height, Grey.Well);
        var index = 0;
        foreach (var (name, screen) in Screens)
        {
            var (left, top) = (Gap + index % Columns * (256 * Scale + Gap), Gap / 2 + index / Columns * (64 * Scale + Gap));
            var frame = Draw(name);
            for (var y = 0; y < 64 * Scale; y++)
                for (var x = 0; x < 256 * Scale; x++)
                    sheet[left + x, top + y] = frame[x / Scale, y / Scale];
            sheet.Text(Recorder.Panel.Graphics.Fonts.Faces.Small, left, top + 64 * Scale + 4, screen.Caption, Grey.Label);
            index++;
        }
        var path = Path.Combine(GoldenPictures.Project, "..", "..", "docs", "panel-screens.png");
        new GreyPicture(sheet.Width, sheet.Height, sheet.Pixels.ToArray()).AssertEquals(path);
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
