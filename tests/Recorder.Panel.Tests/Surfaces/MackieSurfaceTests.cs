using System.Text;
using Recorder.Core.Commands;
using Recorder.Core.Parameters;
using Recorder.Core.Snapshots;
using Recorder.Panel.Surfaces.Mackie;
using Recorder.Simulation.Midi;

namespace Recorder.Panel.Tests.Surfaces;

/// <summary>Mackie Control, byte for byte, in both directions.</summary>
public class MackieSurfaceTests
{
    private const byte Down = 0x7F;
    private readonly SurfaceBench bench = new();
    private readonly SimulatedMidiPort surface;

    public MackieSurfaceTests() => surface = bench.Ports.Plug("X-Touch", "X-Touch INT");

    [Fact]
    public void One_that_comes_is_asked_who_it_is_and_gets_the_whole_state()
    {
        bench.Settle();
        var sent = surface.TakeSent();
        Assert.Equal([0xF0, 0x00, 0x00, 0x66, 0x14, 0x00, 0xF7], sent[0]);
        // Faders at 0 dB stand at three quarters of the way; the master as well.
        for (byte fader = 0; fader < 9; fader++)
            Assert.Contains((byte[])[(byte)(0xE0 + fader), 12287 & 0x7F, 12287 >> 7], sent);
        // Pan in the middle: a dot, the sixth of eleven.
        for (byte ring = 0; ring < 8; ring++)
            Assert.Contains((byte[])[0xB0, (byte)(0x30 + ring), 0x06], sent);
        // All inputs are armed, nothing is muted or soloed.
        for (byte strip = 0; strip < 8; strip++)
        {
            Assert.Contains((byte[])[0x90, strip, 0x7F], sent);
            Assert.Contains((byte[])[0x90, (byte)(0x08 + strip), 0x00], sent);
            Assert.Contains((byte[])[0x90, (byte)(0x10 + strip), 0x00], sent);
        }
        Assert.StartsWith("Kick   Snare  OH     Bass   Gtr L  Keys   Guitar Room", Line(sent, 0), StringComparison.Ordinal);
        Assert.StartsWith("C      C      C", Line(sent, 1), StringComparison.Ordinal);
        Assert.All(sent, message => Assert.True(message.Length <= 128));
    }

    [Fact]
    public void When_nothing_changes_only_meters_are_sent_and_those_ten_times_a_second()
    {
        bench.Settle();
        surface.TakeSent();
        bench.Wait(1000);
        var sent = surface.TakeSent();
        Assert.All(sent, message => Assert.Equal(0xD0, message[0]));
        Assert.InRange(sent.Length, 1, 8 * 10);
    }

    [Fact]
    public void The_whole_state_goes_no_faster_than_a_cable_carries()
    {
        surface.TakeSent();
        bench.Wait(50);
        Assert.InRange(surface.TakeSent().Sum(message => message.Length), 1, 128 + 50 * 3.125 + 64);
    }

    [Theory]
    [InlineData(0xE0, 0, 12f, 0x7F, 0x7F)]
    [InlineData(0xE0, 0, 0f, 0x00, 0x60)]
    [InlineData(0xE7, 7, -60f, 0x00, 0x00)]
    public void A_fader_moves_its_strips_level(int status, int strip, float valueDb, int low, int high)
    {
        bench.Settle().Move(surface, (byte)status, (byte)low, (byte)high);
        var set = Assert.IsType<SetStrip>(bench.Last());
        Assert.Equal((strip, StripParameter.FaderDb), (set.Strip, set.Parameter));
        Assert.Equal(valueDb, set.Value, 0.02f);
    }

    [Fact]
    public void The_ninth_fader_is_the_level_of_the_mix()
    {
        bench.Settle().Move(surface, 0xE8, 0x7F, 0x7F);
        Assert.Equal(new SetBus(BusParameter.BusFaderDb, 12), bench.Last());
    }

    [Fact]
    public void A_fader_under_a_hand_is_not_moved_and_afterwards_stands_where_the_value_is()
    {
        bench.Settle().Move(surface, 0x90, 0x68, Down).Move(surface, 0xE0, 0x00, 0x60);
        surface.TakeSent();
        bench.SetStrip(0, StripParameter.FaderDb, -20);
        bench.Wait(2000);
        Assert.DoesNotContain(surface.TakeSent(), message => message[0] == 0xE0);
        bench.Move(surface, 0x90, 0x68, 0).Wait(200);
        var place = (int)Math.Round(StripParameter.FaderDb.Spec().ToPosition(-20) * 16383);
        Assert.Equal([0xE0, (byte)(place & 0x7F), (byte)(place >> 7)], Assert.Single(surface.TakeSent(), message => message[0] == 0xE0));
    }

    [Fact]
    public void Without_touch_sense_a_moved_fader_counts_as_held_for_a_moment_and_is_then_confirmed()
    {
        bench.Settle();
        surface.TakeSent();
        bench.Move(surface, 0xE0, 0x7F, 0x7F).Wait(300);
        Assert.DoesNotContain(surface.TakeSent(), message => message[0] == 0xE0);
        bench.Wait(300);
        Assert.Equal([0xE0, 0x7F, 0x7F], Assert.Single(surface.TakeSent(), message => message[0] == 0xE0));
    }

    [Fact]
    public void A_value_set_elsewhere_moves_the_motor_once()
    {
        bench.Settle();
        surface.TakeSent();
        bench.SetStrip(3, StripParameter.FaderDb, 12);
        bench.Wait(500);
        Assert.Equal([0xE3, 0x7F, 0x7F], Assert.Single(surface.TakeSent(), message => message[0] == 0xE3));
    }

    [Fact]
    public void Many_moves_at_once_are_one_command_with_the_last_place()
    {
        bench.Settle();
        byte[] moves = [.. Enumerable.Range(0, 100).SelectMany(step => (byte[])[0xE2, 0, (byte)step])];
        bench.Ports.Move(surface, moves);
        bench.Runner.Turn();
        var set = Assert.IsType<SetStrip>(bench.Last());
        Assert.Equal(StripParameter.FaderDb.Spec().FromPosition((99 << 7) / 16383.0), set.Value, 0.001f);
    }

    [Theory]
    [InlineData(0x01, 1)]
    [InlineData(0x05, 5)]
    [InlineData(0x41, -1)]
    [InlineData(0x4F, -15)]
    public void A_pot_turns_pan_by_its_six_bits_in_the_direction_of_bit_6(int data, int detents)
    {
        bench.Settle().Move(surface, 0xB0, 0x12, (byte)data);
        var set = Assert.IsType<SetStrip>(bench.Last());
        Assert.Equal((2, StripParameter.Pan), (set.Strip, set.Parameter));
        Assert.Equal(detents / 60f, set.Value, 0.001f);
    }

    [Fact]
    public void Pots_turn_what_the_assignment_says_and_its_light_burns()
    {
        bench.Settle().Move(surface, 0x90, 0x29, Down).Wait(100);
        Assert.Contains((byte[])[0x90, 0x29, 0x7F], surface.TakeSent());
        bench.Move(surface, 0xB0, 0x10, 1);
        Assert.Equal(StripParameter.ReverbSendDb, Assert.IsType<SetStrip>(bench.Last()).Parameter);
        bench.Move(surface, 0x90, 0x29, Down).Move(surface, 0xB0, 0x10, 1);
        Assert.Equal(StripParameter.DelaySendDb, Assert.IsType<SetStrip>(bench.Last()).Parameter);
        // EQ: eight values of the strip whose SELECT was pressed.
        bench.Move(surface, 0x90, 0x18 + 4, Down).Move(surface, 0x90, 0x2C, Down).Move(surface, 0xB0, 0x10 + 4, 2);
        var set = Assert.IsType<SetStrip>(bench.Last());
        Assert.Equal((4, StripParameter.HighMidGainDb), (set.Strip, set.Parameter));
        bench.Settle();
        var sent = surface.TakeSent();
        Assert.Contains((byte[])[0x90, 0x1C, 0x7F], sent);
        Assert.StartsWith("Low    Low Hz", Line(sent, 0), StringComparison.Ordinal);
        // Boost and cut: manner 1 around the middle.
        Assert.Contains((byte[])[0xB0, 0x30, 0x16], sent);
    }

    [Fact]
    public void A_pressed_pot_goes_back_to_the_middle()
    {
        bench.SetStrip(5, StripParameter.Pan, 0.5f);
        bench.Posted.Clear();
        bench.Settle().Move(surface, 0x90, 0x25, Down).Move(surface, 0x90, 0x25, 0);
        Assert.Equal(new SetStrip(5, StripParameter.Pan, 0), bench.Last());
    }

    [Fact]
    public void Rows_of_buttons_arm_solo_and_mute_and_their_lights_follow()
    {
        bench.Settle();
        surface.TakeSent();
        bench.Move(surface, 0x90, 0x03, Down).Move(surface, 0x90, 0x03, 0);
        Assert.Equal(new ArmInput(3, false), bench.Last());
        bench.Move(surface, 0x90, 0x0B, Down).Move(surface, 0x80, 0x0B, 0);
        Assert.Equal(new SetStrip(3, StripParameter.Solo, 1), bench.Last());
        bench.Move(surface, 0x90, 0x13, Down);
        Assert.Equal(new SetStrip(3, StripParameter.Mute, 1), bench.Last());
        bench.Wait(100);
        var sent = surface.TakeSent();
        Assert.Contains((byte[])[0x90, 0x03, 0x00], sent);
        Assert.Contains((byte[])[0x90, 0x0B, 0x7F], sent);
        Assert.Contains((byte[])[0x90, 0x13, 0x7F], sent);
        Assert.Contains((byte[])[0x90, 0x73, 0x7F], sent);
        bench.Move(surface, 0x90, 0x13, 0).Move(surface, 0x90, 0x13, Down);
        Assert.Equal(new SetStrip(3, StripParameter.Mute, 0), bench.Last());
    }

    [Fact]
    public void Banks_go_by_eight_channels_by_one_and_not_past_the_ends()
    {
        bench.Settle().Move(surface, 0x90, 0x2E, Down).Move(surface, 0x90, 0x2F, Down).Move(surface, 0x90, 0x2F, Down).Settle();
        var sent = surface.TakeSent();
        Assert.StartsWith("Tom 1  Tom 2  Hat", Line(sent, 0), StringComparison.Ordinal);
        // The assignment digits say 9.
        Assert.Contains((byte[])[0xB0, 0x4A, 0x39], sent);
        bench.Move(surface, 0xE0, 0x00, 0x60);
        Assert.Equal(8, Assert.IsType<SetStrip>(bench.Last()).Strip);
        bench.Move(surface, 0x90, 0x31, Down).Move(surface, 0xE0, 0x00, 0x60);
        Assert.Equal(9, Assert.IsType<SetStrip>(bench.Last()).Strip);
        bench.Move(surface, 0x90, 0x30, Down).Move(surface, 0x90, 0x30, Down).Move(surface, 0xE0, 0x00, 0x60);
        Assert.Equal(7, Assert.IsType<SetStrip>(bench.Last()).Strip);
    }

    [Fact]
    public void Record_play_and_marker_are_the_panels_keys()
    {
        bench.Settle().Move(surface, 0x90, 0x5F, Down).Move(surface, 0x90, 0x5F, 0);
        Assert.IsType<StartTake>(bench.Last());
        bench.Move(surface, 0x90, 0x46, Down).Move(surface, 0x90, 0x5F, Down).Move(surface, 0x90, 0x46, 0);
        Assert.True(Assert.IsType<StartTake>(bench.Last()).FromStartOfMemory);
        bench.Snapshot = Samples.Recording;
        bench.Wait(50).Move(surface, 0x90, 0x54, Down);
        Assert.IsType<AddMarker>(bench.Last());
        bench.Move(surface, 0x90, 0x5F, Down).Settle();
        Assert.Empty(bench.Posted);
    }

    [Fact]
    public void Only_a_held_STOP_ends_a_take_and_a_tap_is_explained_on_the_strips()
    {
        bench.Snapshot = Samples.Recording;
        bench.Settle();
        surface.TakeSent();
        bench.Move(surface, 0x90, 0x5D, Down).Wait(400).Move(surface, 0x90, 0x5D, 0).Wait(100);
        Assert.Empty(bench.Posted);
        Assert.StartsWith("Hold STOP to end T12", Line(surface.TakeSent(), 0), StringComparison.Ordinal);
        bench.Move(surface, 0x90, 0x5D, Down).Wait(550);
        Assert.IsType<EndTake>(bench.Last());
        bench.Move(surface, 0x90, 0x5D, 0).Wait(500);
        Assert.Empty(bench.Posted);
    }

    [Fact]
    public void A_STOP_that_was_held_when_the_surface_vanished_ends_nothing()
    {
        bench.Snapshot = Samples.Recording;
        bench.Settle().Move(surface, 0x90, 0x5D, Down).Wait(200);
        bench.Ports.Pull(surface);
        bench.Settle();
        Assert.Empty(bench.Posted);
        Assert.Empty(bench.Board.State.Surfaces);
    }

    [Fact]
    public void The_record_light_burns_with_fresh_commits_and_the_time_is_the_takes()
    {
        bench.Snapshot = Samples.Recording;
        bench.Settle();
        var sent = surface.TakeSent();
        Assert.Contains((byte[])[0x90, 0x5F, 0x7F], sent);
        // 1:42:07, from the right: three dark, seconds, minutes with a dot, hours with a dot.
        byte[] digits = [.. Enumerable.Range(0, 10).Select(digit => sent.Last(message => message[0] == 0xB0 && message[1] == 0x40 + digit)[2])];
        Assert.Equal([0x20, 0x20, 0x20, (byte)'7', (byte)'0', (byte)'2' | 0x40, (byte)'4', (byte)'1' | 0x40, 0x20, 0x20], digits);
    }

    [Theory]
    [InlineData(1.0f, 0xC)]
    [InlineData(0.8f, 0xB)]
    [InlineData(0.5f, 0x8)]
    [InlineData(0.1f, 0x5)]
    [InlineData(0.0011f, 0x1)]
    [InlineData(0.0f, 0x0)]
    public void A_meter_is_the_strip_and_a_level_in_one_byte(float peak, int level)
    {
        bench.Snapshot = Samples.Idle with { Inputs = Samples.Idle.Inputs.SetItem(6, Samples.Idle.Inputs[6] with { Peak = peak }) };
        bench.Settle();
        Assert.Equal((byte)(0x60 | level), surface.TakeSent().Last(message => message[0] == 0xD0 && message[1] >> 4 == 6 && (message[1] & 0xF) < 0xE)[1]);
    }

    [Fact]
    public void An_overload_is_set_once_and_cleared_once()
    {
        bench.Settle();
        surface.TakeSent();
        bench.Snapshot = Samples.Idle with { Inputs = Samples.Idle.Inputs.SetItem(1, Samples.Idle.Inputs[1] with { HasClipped = true }) };
        bench.Wait(1000);
        Assert.Single(surface.TakeSent(), message => message is [0xD0, 0x1E]);
        bench.Snapshot = Samples.Idle;
        bench.Wait(1000);
        Assert.Single(surface.TakeSent(), message => message is [0xD0, 0x1F]);
    }

    [Fact]
    public void Text_is_sent_strip_by_strip_and_only_where_it_changed()
    {
        bench.Settle();
        surface.TakeSent();
        bench.Move(surface, 0xB0, 0x13, 0x0A).Wait(200);
        var text = Assert.Single(surface.TakeSent(), message => message[0] == 0xF0);
        Assert.Equal([0xF0, 0x00, 0x00, 0x66, 0x14, 0x12, 56 + 21, .. Encoding.ASCII.GetBytes("R17    "), 0xF7], text);
    }

    [Fact]
    public void Letters_the_display_does_not_know_do_no_harm()
    {
        bench.Snapshot = Samples.Idle with { Mix = Samples.Idle.Mix with { Strips = Samples.Idle.Mix.Strips.SetItem(0, Samples.Idle.Mix.Strips[0] with { Name = "Tür\n" }) } };
        bench.Settle();
        Assert.StartsWith("T?r?", Line(surface.TakeSent(), 0), StringComparison.Ordinal);
    }

    [Fact]
    public void One_that_asks_whether_we_are_its_host_is_answered()
    {
        bench.Settle();
        surface.TakeSent();
        bench.Move(surface, [0xF0, 0x00, 0x00, 0x66, 0x10, 0x01, .. "SERIAL7"u8, 0x01, 0x02, 0x03, 0x04, 0xF7]);
        // r0 = 1 + (2^10) - 4, r1 = (3>>4) ^ (1+4), r2 = (4-(3<<2)) ^ (1|2), r3 = 2 - 3 + (240^(4<<4)), seven bits each.
        Assert.Equal([0xF0, 0x00, 0x00, 0x66, 0x10, 0x02, .. "SERIAL7"u8, 0x05, 0x05, 0x7B, 0x2F, 0xF7], surface.TakeSent()[0]);
        bench.Settle();
        // It was dark until now: it gets all of it, under its own number.
        var sent = surface.TakeSent();
        Assert.All(sent.Where(message => message[0] == 0xF0), message => Assert.Equal(0x10, message[4]));
        Assert.StartsWith("Kick", Line(sent, 0), StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_full_buffer_refused_comes_later()
    {
        bench.Settle();
        surface.TakeSent();
        surface.IsStuck = true;
        bench.SetStrip(0, StripParameter.Mute, 1);
        bench.Settle();
        Assert.Empty(surface.TakeSent());
        surface.IsStuck = false;
        bench.Settle();
        Assert.Contains((byte[])[0x90, 0x10, 0x7F], surface.TakeSent());
    }

    [Fact]
    public void Every_byte_sent_can_be_sent_over_MIDI()
    {
        bench.Snapshot = Samples.Playing;
        for (byte note = 0; note < 0x68; note++)
            bench.Move(surface, 0x90, note, Down).Move(surface, 0x90, note, 0).Wait(40);
        foreach (var message in surface.TakeSent())
        {
            Assert.True(message[0] >= 0x80);
            var data = message[0] == 0xF0 ? message[1..^1] : message[1..];
            Assert.All(data, value => Assert.True(value < 0x80));
            Assert.Equal(message[0] switch { 0xF0 => message.Length, 0xD0 => 2, _ => 3 }, message.Length);
        }
    }

    [Fact]
    public void Noise_is_harmless()
    {
        var random = new Random(7);
        for (var round = 0; round < 500; round++)
        {
            var noise = new byte[random.Next(1, 300)];
            random.NextBytes(noise);
            bench.Move(surface, noise).Wait(10);
        }
        Assert.All(bench.Posted.OfType<SetStrip>(), set => Assert.InRange(set.Strip, 0, 15));
        Assert.DoesNotContain(bench.Posted, command => command is PowerOff);
    }

    [Fact]
    public void Levels_go_by_the_tables_thresholds()
    {
        Assert.Equal(0xC, MackieCodes.MeterLevel(0));
        Assert.Equal(0x7, MackieCodes.MeterLevel(-10));
        Assert.Equal(0x6, MackieCodes.MeterLevel(-10.1));
        Assert.Equal(0x0, MackieCodes.MeterLevel(double.NegativeInfinity));
        Assert.Equal(0x0, MackieCodes.MeterLevel(double.NaN));
    }

    // What a line of the display shows after these messages.
    private static string Line(byte[][] sent, int line)
    {
        var display = new char[112];
        Array.Fill(display, ' ');
        foreach (var message in sent.Where(message => message is [0xF0, 0, 0, 0x66, _, 0x12, ..]))
            Encoding.ASCII.GetChars(message.AsSpan(7, message.Length - 8), display.AsSpan(message[6]));
        return new string(display, line * 56, 56);
    }
}
