using Recorder.Core.Commands;
using Recorder.Core.Parameters;
using Recorder.Core.Ports;
using Recorder.Panel.Surfaces.Mapped;
using Recorder.Panel.Surfaces.Midi;

namespace Recorder.Panel.Tests.Surfaces;

/// <summary>Boxes with a preset, and boxes that are taught.</summary>
public class MappedSurfaceTests
{
    private readonly SurfaceBench bench = new();

    [Fact]
    public void A_nanoKONTROL2_works_as_it_comes()
    {
        var box = bench.Plug("nanoKONTROL2", "nanoKONTROL2 MIDI 1");
        // 0 dB is at three quarters of the way: 95.25 of 127.
        bench.Move(box, 0xB0, 0, 95).Move(box, 0xB0, 0, 90);
        bench.Posted.RemoveAt(0);
        Assert.Equal(StripParameter.FaderDb.Spec().FromPosition(90 / 127.0), Assert.IsType<SetStrip>(bench.Last()).Value, 0.01f);
        bench.Move(box, 0xB0, 18, 64).Move(box, 0xB0, 18, 80);
        bench.Posted.RemoveAt(0);
        Assert.Equal((2, StripParameter.Pan), (((SetStrip)bench.Posted[0]).Strip, ((SetStrip)bench.Posted[0]).Parameter));
        bench.Posted.Clear();
        bench.Move(box, 0xB0, 49, 127).Move(box, 0xB0, 49, 0);
        Assert.Equal(new SetStrip(1, StripParameter.Mute, 1), bench.Last());
        bench.Move(box, 0xB0, 45, 127).Move(box, 0xB0, 45, 0);
        Assert.IsType<StartTake>(bench.Last());
        bench.Settle();
        var sent = box.TakeSent();
        Assert.Contains((byte[])[0xB0, 49, 127], sent);
        Assert.Contains((byte[])[0xB0, 48, 0], sent);
        Assert.Contains((byte[])[0xB0, 64, 127], sent);
    }

    [Fact]
    public void An_X_TOUCH_MINI_works_as_it_comes()
    {
        var box = bench.Plug("X-TOUCH MINI", "X-TOUCH MINI MIDI 1");
        var greeting = box.TakeSent();
        // Rings as pan on its global channel, all in the middle, the seventh of thirteen.
        Assert.Equal([0xB0, 1, 1], greeting[0]);
        Assert.Contains((byte[])[0xB0, 9, 7], greeting);
        bench.Move(box, 0xBA, 1, 64).Move(box, 0xBA, 1, 127).Wait(200);
        Assert.Equal(1, bench.Strip(0, StripParameter.Pan));
        Assert.Contains((byte[])[0xB0, 9, 13], box.TakeSent());
        bench.Posted.Clear();
        bench.Move(box, 0x9A, 8, 127).Move(box, 0x8A, 8, 0).Wait(200);
        Assert.Equal(new SetStrip(0, StripParameter.Mute, 1), bench.Last());
        Assert.Contains((byte[])[0x90, 0, 1], box.TakeSent());
        bench.Move(box, 0x9A, 23, 127);
        Assert.IsType<StartTake>(bench.Last());
        bench.Move(box, 0x9A, 17, 127).Move(box, 0x9A, 8, 127);
        Assert.Equal(new SetStrip(8, StripParameter.Mute, 1), bench.Last());
    }

    [Fact]
    public void A_fader_that_stands_elsewhere_moves_nothing_until_it_meets_the_value()
    {
        var box = bench.Plug("nanoKONTROL2");
        bench.Move(box, 0xB0, 3, 10).Move(box, 0xB0, 3, 40).Move(box, 0xB0, 3, 80);
        Assert.Empty(bench.Posted);
        // Past 0 dB: met, and from here on it follows.
        bench.Move(box, 0xB0, 3, 100);
        Assert.Equal(StripParameter.FaderDb.Spec().FromPosition(100 / 127.0), Assert.IsType<SetStrip>(bench.Last()).Value, 0.01f);
        bench.Move(box, 0xB0, 3, 20);
        Assert.Equal(StripParameter.FaderDb.Spec().FromPosition(20 / 127.0), Assert.IsType<SetStrip>(bench.Last()).Value, 0.01f);
        // Another hand: it must be met anew.
        bench.Settle();
        bench.SetStrip(3, StripParameter.FaderDb, 0);
        bench.Posted.Clear();
        bench.Move(box, 0xB0, 3, 30);
        Assert.Empty(bench.Posted);
    }

    [Fact]
    public void In_another_bank_the_same_fader_must_meet_another_value()
    {
        var box = bench.Plug("nanoKONTROL2");
        bench.Move(box, 0xB0, 0, 95).Move(box, 0xB0, 0, 10);
        bench.Posted.Clear();
        bench.Move(box, 0xB0, 59, 127).Move(box, 0xB0, 0, 20);
        Assert.Empty(bench.Posted);
        bench.Move(box, 0xB0, 0, 95);
        Assert.Equal(8, Assert.IsType<SetStrip>(bench.Last()).Strip);
    }

    [Theory]
    [InlineData(new[] { 1, 1, 127 }, ControlEncoding.TwosComplement)]
    [InlineData(new[] { 1, 2, 3, 126 }, ControlEncoding.TwosComplement)]
    [InlineData(new[] { 65, 65, 63 }, ControlEncoding.Offset)]
    [InlineData(new[] { 65, 63 }, ControlEncoding.Offset)]
    [InlineData(new[] { 1, 1, 65 }, ControlEncoding.SignBit)]
    [InlineData(new[] { 2, 3, 66 }, ControlEncoding.SignBit)]
    [InlineData(new[] { 10, 11, 12, 13 }, ControlEncoding.Absolute)]
    [InlineData(new[] { 63, 64, 65, 66 }, ControlEncoding.Absolute)]
    [InlineData(new[] { 127, 126, 125, 123 }, ControlEncoding.Absolute)]
    [InlineData(new[] { 3, 2, 1, 0 }, ControlEncoding.Absolute)]
    [InlineData(new[] { 1, 1, 1, 1 }, null)]
    [InlineData(new[] { 65, 65, 65 }, null)]
    [InlineData(new[] { 127, 0, 127, 0 }, null)]
    [InlineData(new[] { 20, 21 }, null)]
    public void What_a_control_speaks_is_told_by_a_turn_right_and_left(int[] values, object? encoding) => Assert.Equal(encoding, Encodings.Guess(values));

    [Theory]
    [InlineData(ControlEncoding.TwosComplement, 1, 1)]
    [InlineData(ControlEncoding.TwosComplement, 127, -1)]
    [InlineData(ControlEncoding.TwosComplement, 120, -8)]
    [InlineData(ControlEncoding.Offset, 65, 1)]
    [InlineData(ControlEncoding.Offset, 60, -4)]
    [InlineData(ControlEncoding.Offset, 64, 0)]
    [InlineData(ControlEncoding.SignBit, 3, 3)]
    [InlineData(ControlEncoding.SignBit, 67, -3)]
    public void The_three_encodings_of_endless_knobs(object encoding, int value, int detents) =>
        Assert.Equal(detents, Encodings.Detents((ControlEncoding)encoding, value));

    [Fact]
    public void An_unknown_box_learns_a_fader_a_knob_and_a_button_and_keeps_them()
    {
        var box = bench.Plug("Odd Box", "Odd Box MIDI 1");
        Assert.Equal(0, Assert.Single(bench.Board.State.Surfaces).Controls);
        Teach(new LearnControl(SurfaceAction.Fader, 2), () => bench.Move(box, 0xB4, 70, 60).Move(box, 0xB4, 70, 61).Move(box, 0xB4, 70, 62).Move(box, 0xB4, 70, 63));
        Teach(new LearnControl(SurfaceAction.Pan), () => bench.Move(box, 0xB4, 71, 65).Move(box, 0xB4, 71, 65).Move(box, 0xB4, 71, 63));
        Teach(new LearnControl(SurfaceAction.Record), () => bench.Move(box, 0x94, 36, 90));
        Assert.Empty(bench.Posted);
        bench.Move(box, 0x84, 36, 0).Move(box, 0xB4, 70, 80).Move(box, 0xB4, 70, 100);
        Assert.Equal(2, Assert.IsType<SetStrip>(bench.Last()).Strip);
        bench.Move(box, 0xB4, 71, 66);
        Assert.Equal(2 / 60f, Assert.IsType<SetStrip>(bench.Last()).Value, 0.001f);
        bench.Move(box, 0x94, 36, 90);
        Assert.IsType<StartTake>(bench.Last());
        // Pulled out and put in again, perhaps at another place.
        bench.Ports.Pull(box);
        bench.Settle();
        Assert.Equal(3, WithControls(bench.Plug("Odd Box", "Odd Box MIDI 1")));
        var other = bench.Plug("Another Box");
        bench.Move(other, 0x94, 36, 90);
        Assert.Empty(bench.Posted);
    }

    [Fact]
    public void While_one_learns_nothing_moves_and_it_can_be_ended()
    {
        var box = bench.Plug("nanoKONTROL2");
        Assert.True(bench.Post(new LearnControl(SurfaceAction.Solo, 1)).Accepted);
        bench.Post(new EndLearning());
        bench.Move(box, 0xB0, 45, 127);
        Assert.IsType<StartTake>(bench.Last());
        Assert.True(bench.Post(new LearnControl(SurfaceAction.Solo, 1)).Accepted);
        bench.Move(box, 0xB0, 45, 0).Move(box, 0xB0, 45, 127);
        Assert.Empty(bench.Posted);
        bench.Move(box, 0xB0, 45, 0).Move(box, 0xB0, 45, 127);
        Assert.Equal(new SetStrip(1, StripParameter.Solo, 1), bench.Last());
        // REC has lost its button; what was learned last says so.
        Assert.Contains("Solo 2", bench.Board.State.Learned, StringComparison.Ordinal);
        Assert.True(bench.Post(new ForgetLearned("nanoKONTROL2 MIDI 1")).Accepted);
        bench.Settle().Move(box, 0xB0, 45, 0).Move(box, 0xB0, 45, 127);
        Assert.IsType<StartTake>(bench.Last());
        Assert.Empty(bench.Kept);
    }

    [Fact]
    public void What_cannot_be_learned_is_said()
    {
        Assert.False(bench.Post(new LearnControl(SurfaceAction.Fader)).Accepted);
        bench.Plug("X-Touch", "X-Touch INT");
        Assert.False(bench.Post(new LearnControl(SurfaceAction.Fader)).Accepted);
        bench.Plug("Odd Box");
        Assert.False(bench.Post(new LearnControl(SurfaceAction.Fader, 8)).Accepted);
        Assert.False(bench.Post(new LearnControl((SurfaceAction)99)).Accepted);
        Assert.False(bench.Post(new ForgetLearned("No Box")).Accepted);
        Assert.True(bench.Post(new LearnControl(SurfaceAction.Fader)).Accepted);
    }

    [Fact]
    public void A_box_that_speaks_Mackie_Control_under_another_name_can_be_told_to()
    {
        var box = bench.Plug("Odd Box");
        box.TakeSent();
        Assert.True(bench.Post(new SetSurfaceProtocol("Odd Box MIDI 1", SurfaceProtocol.Mackie)).Accepted);
        bench.Settle();
        Assert.Equal(SurfaceProtocol.Mackie, Assert.Single(bench.Board.State.Surfaces).Protocol);
        Assert.Equal(0xF0, box.TakeSent()[0][0]);
        bench.Move(box, 0x90, 0x5F, 127);
        Assert.IsType<StartTake>(bench.Last());
    }

    [Fact]
    public void What_cannot_be_stored_holds_until_it_is_switched_off_and_that_is_said()
    {
        bench.IsFull = true;
        var box = bench.Plug("Odd Box");
        Teach(new LearnControl(SurfaceAction.Play), () => bench.Move(box, 0x90, 1, 1));
        Assert.Contains("could not be stored", bench.Board.State.Learned, StringComparison.Ordinal);
        bench.Ports.Pull(box);
        bench.Settle();
        Assert.Equal(1, WithControls(bench.Plug("Odd Box")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{\"bindings\":null}")]
    [InlineData("{\"bindings\":[null]}")]
    [InlineData("""{"bindings":[{"source":{"kind":"Control","channel":99,"number":1},"encoding":"absolute","action":"fader"}]}""")]
    [InlineData("""{"bindings":[{"source":{"kind":"Control","channel":1,"number":1},"encoding":"absolute","action":"fader","strip":9}]}""")]
    [InlineData("""{"bindings":[{"source":{"kind":"Control","channel":1,"number":1},"encoding":"upside down","action":"fader"}]}""")]
    public void A_kept_map_that_is_damaged_is_as_if_there_were_none(string json)
    {
        bench.Kept[new MidiIdentity("nanoKONTROL2", "MIDI 1")] = json;
        Assert.True(WithControls(bench.Plug("nanoKONTROL2")) > 40);
    }

    [Fact]
    public void A_map_reads_as_it_was_written()
    {
        foreach (var map in (SurfaceMap[])[Presets.NanoKontrol2(), Presets.XTouchMini()])
        {
            var read = SurfaceMap.FromJson(map.ToJson());
            Assert.Equal(map.Protocol, read!.Protocol);
            Assert.Equal(map.Bindings.AsEnumerable(), read.Bindings);
        }
    }

    [Theory]
    [InlineData("Mackie Control", "MCU Pro", SurfaceProtocol.Mackie)]
    [InlineData("X-Touch", "X-Touch INT", SurfaceProtocol.Mackie)]
    [InlineData("X-TOUCH MINI", "X-TOUCH MINI MIDI 1", SurfaceProtocol.Mapped)]
    [InlineData("nanoKONTROL2", "nanoKONTROL2 MIDI 1", SurfaceProtocol.Mapped)]
    [InlineData("Virtual Raw MIDI 1-0", "VirMIDI 1-0", SurfaceProtocol.Mapped)]
    public void The_name_tells_the_language(string client, string port, SurfaceProtocol protocol) =>
        Assert.Equal(protocol, Presets.For(new MidiIdentity(client, port)).Protocol);

    [Fact]
    public void No_two_controls_of_a_preset_are_one_and_each_can_be()
    {
        foreach (var map in (SurfaceMap[])[Presets.NanoKontrol2(), Presets.XTouchMini()])
        {
            Assert.Equal(map.Bindings.Length, map.Bindings.Select(binding => binding.Source).Distinct().Count());
            Assert.All(map.Bindings, binding => Assert.True(binding.Source.Kind != MidiKind.PitchBend && binding.Source.Number is >= 0 and < 128));
        }
    }

    private void Teach(LearnControl lesson, Action hand)
    {
        Assert.True(bench.Post(lesson).Accepted);
        Assert.Equal(lesson, bench.Board.State.Learning);
        hand();
        Assert.Null(bench.Board.State.Learning);
    }

    private int WithControls(Simulation.Midi.SimulatedMidiPort port)
    {
        bench.Settle();
        return Assert.Single(bench.Board.State.Surfaces, surface => surface.Name == port.Identity.ToString()).Controls;
    }
}
