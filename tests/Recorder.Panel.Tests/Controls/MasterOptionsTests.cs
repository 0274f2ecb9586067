using Recorder.Core.Commands;
using Recorder.Core.Parameters;
using Recorder.Core.Ports;
using Recorder.Core.Snapshots;
using Recorder.Panel.Controls;
using Recorder.Panel.Graphics;
using Recorder.Panel.Screens;

namespace Recorder.Panel.Tests.Controls;

/// <summary>What a press of MAIN on MASTER leads to, row by row, on both builds.</summary>
public class MasterOptionsTests
{
    private static readonly RecorderSnapshot Alone = Samples.Album with { Master = Samples.Album.Master with { IsAlbum = false } };

    public static TheoryData<bool> Builds => [false, true];

    [Theory, MemberData(nameof(Builds))]
    public void The_aim_is_taken_up_turned_and_set(bool isSmall)
    {
        var recorder = At(0, isSmall, Alone).Tap(PanelControl.Main).Turn(PanelControl.Main, 2);
        Assert.Empty(recorder.Posted);
        Assert.Equal(new SetAim("loud"), recorder.Tap(PanelControl.Main).Last);
        Assert.Equal(ScreenName.MasterOptions, recorder.Panel.State.Screen);

        // BACK leaves it as it was.
        recorder.Tap(PanelControl.Main).Turn(PanelControl.Main, 1).Tap(PanelControl.Back);
        Assert.DoesNotContain(recorder.Posted, command => command is SetAim);
    }

    [Theory, MemberData(nameof(Builds))]
    public void In_an_album_the_aim_is_the_albums(bool isSmall)
    {
        var recorder = At(0, isSmall).Tap(PanelControl.Main).Turn(PanelControl.Main, 1);
        Assert.Empty(recorder.Posted);
        Assert.StartsWith("The album sets it.", recorder.Notice, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Builds))]
    public void A_reference_is_picked_from_its_list_which_stands_on_the_one_chosen(bool isSmall)
    {
        var recorder = At(1, isSmall).Tap(PanelControl.Main);
        Assert.Equal((ScreenName.References, 4), (recorder.Panel.State.Screen, recorder.Panel.State.Row));
        Assert.Equal(new SetReference("T22"), recorder.Turn(PanelControl.Main, -2).Tap(PanelControl.Main).Last);
        Assert.Equal((ScreenName.MasterOptions, 1), (recorder.Panel.State.Screen, recorder.Panel.State.Row));
        Assert.Equal("Reference: T22", recorder.Notice);
        Assert.Equal(new SetReference(""), recorder.Tap(PanelControl.Main).Turn(PanelControl.Main, -9).Tap(PanelControl.Main).Last);
    }

    [Theory, MemberData(nameof(Builds))]
    public void Album_formats_and_approval_change_over_at_a_press(bool isSmall)
    {
        Assert.Equal(new SetAlbum(false), At(2, isSmall).Tap(PanelControl.Main).Last);
        Assert.Equal(new SetAlbum(true), At(2, isSmall, Alone).Tap(PanelControl.Main).Last);
        Assert.Equal(new ApproveMaster(false), At(5, isSmall).Tap(PanelControl.Main).Last);
        var formats = At(3, isSmall).Tap(PanelControl.Main);
        Assert.Equal(ScreenName.Formats, formats.Panel.State.Screen);
        Assert.Equal(new SetMasterFormat("wav24", false), formats.Tap(PanelControl.Main).Last);
        Assert.Equal(new SetMasterFormat("opus", true), formats.Turn(PanelControl.Main, 4).Tap(PanelControl.Main).Last);
    }

    [Theory, MemberData(nameof(Builds))]
    public void A_note_is_written_letter_by_letter_and_may_be_emptied(bool isSmall)
    {
        var recorder = At(4, isSmall).Tap(PanelControl.Main);
        Assert.Equal((ScreenName.Letters, "voice up"), (recorder.Panel.State.Screen, recorder.Panel.State.Name!.Text));
        Assert.Equal(new NoteMaster("oice up"), recorder.Tap(PanelControl.Knob1).Tap(PanelControl.Main).Last);
        Assert.Equal((ScreenName.MasterOptions, 4), (recorder.Panel.State.Screen, recorder.Panel.State.Row));
        recorder.Tap(PanelControl.Main);
        for (var letter = 0; letter < 8; letter++)
            recorder.Tap(PanelControl.Knob1);
        Assert.Equal(new NoteMaster(""), recorder.Tap(PanelControl.Main).Last);
    }

    [Theory, MemberData(nameof(Builds))]
    public void The_certificate_is_the_last_row_and_without_a_master_the_rest_says_so(bool isSmall)
    {
        Assert.Equal(ScreenName.Certificate, At(6, isSmall).Tap(PanelControl.Main).Panel.State.Screen);
        foreach (var row in new[] { 4, 5 })
        {
            var recorder = At(row, isSmall, Samples.Playing).Tap(PanelControl.Main);
            Assert.Empty(recorder.Posted);
            Assert.Equal("No master yet. Make one first.", recorder.Notice);
        }
    }

    [Fact]
    public void K8_steps_through_the_references_and_its_press_leaves_the_reference_out_and_brings_it_back()
    {
        var recorder = new FakeRecorder(Samples.Album).Tap(PanelControl.Master);
        Assert.Equal(new SetReference("here/So What.flac"), recorder.Turn(PanelControl.Knob8, -1).Last);
        // Before the recorder has answered the next detent goes on from there.
        Assert.Equal(new SetReference("T22"), recorder.Turn(PanelControl.Knob8, -1).Last);
        Assert.Equal(new SetReference(""), recorder.Turn(PanelControl.Knob8, -9).Last);
        Assert.Equal("Reference: none", recorder.Notice);
        recorder.Wait(1000);
        Assert.Equal(new SetReference(""), recorder.Tap(PanelControl.Knob8).Last);
        Assert.Equal(new SetReference("stick/Blue Train.wav"), recorder.Tap(PanelControl.Knob8).Last);
        Assert.Empty(new FakeRecorder(Samples.Mastered).Tap(PanelControl.Master).Turn(PanelControl.Knob8, 1).Posted);
    }

    [Fact]
    public void The_small_builds_knob_is_the_eighth_value_too()
    {
        var recorder = new FakeRecorder(Samples.Album, isSmall: true).Tap(PanelControl.Mix).Tap(PanelControl.Mix).Turn(PanelControl.Main, 2);
        Assert.Equal(new SetReference("here/So What.flac"), recorder.Turn(PanelControl.Knob2, -1).Last);
    }

    [Fact]
    public void They_belong_to_master_the_lamp_burns_compare_means_the_master_and_hearing_as_goes_on()
    {
        var recorder = new FakeRecorder(Samples.Album).Tap(PanelControl.Master).Turn(PanelControl.Main, 1).Tap(PanelControl.Main).Wait(30);
        Assert.Equal(ScreenName.MasterOptions, recorder.Panel.State.Screen);
        Assert.Equal(LampRhythm.On, recorder.Panel.RhythmOf(PanelLights.Master));
        Assert.Equal(PlaybackSystem.Phone, recorder.Panel.State.HearAs);
        recorder.Posted.Clear();
        Assert.Equal(new SwitchCompare(WithMaster: true), recorder.BackAnd(PanelControl.Play).Last);
        Assert.Equal(ScreenName.Master, recorder.Tap(PanelControl.Master).Panel.State.Screen);
        Assert.Equal(new StartMaster(), new FakeRecorder(Samples.Album, isSmall: true).Tap(PanelControl.Mix).Tap(PanelControl.Mix).Tap(PanelControl.Main).BackAnd(PanelControl.Mix).Last);
    }

    [Theory, InlineData(false, 74), InlineData(true, 20)]
    public void The_longest_values_leave_the_words_at_their_left_alone(bool isSmall, int wordWidth)
    {
        var name = new string('W', 32);
        var longest = Samples.Album with
        {
            Master = Samples.Album.Master with
            {
                Reference = name,
                References = [new(name, name, "stick")],
                Formats = [.. Samples.Album.Master.Formats.Select(format => format with { IsOn = true })],
                Certificate = Samples.Album.Master.Certificate! with { Note = name[..NameEdit.MostLetters] },
            },
        };
        var state = new PanelState { Screen = ScreenName.MasterOptions, Row = 3, IsSmall = isSmall };
        var (drawn, usual) = (Draw(longest), Draw(Samples.Album));
        for (var y = 12; y < 52; y++)
            for (var x = 0; x < wordWidth; x++)
                Assert.True(usual[x, y] == drawn[x, y], $"x {x}, y {y}");

        FrameBuffer Draw(RecorderSnapshot snapshot)
        {
            var frame = isSmall ? new FrameBuffer(128, 64) : new FrameBuffer(256, 64);
            PanelRenderer.Draw(frame, snapshot, state);
            return frame;
        }
    }

    private static FakeRecorder At(int row, bool isSmall, RecorderSnapshot? snapshot = null)
    {
        var recorder = new FakeRecorder(snapshot ?? Samples.Album, isSmall);
        recorder = isSmall ? recorder.Tap(PanelControl.Mix).Tap(PanelControl.Mix) : recorder.Tap(PanelControl.Master);
        recorder.Tap(PanelControl.Main).Turn(PanelControl.Main, row);
        recorder.Posted.Clear();
        return recorder;
    }
}
