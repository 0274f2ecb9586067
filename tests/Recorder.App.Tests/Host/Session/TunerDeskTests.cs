using Microsoft.Extensions.Time.Testing;
using Recorder.App.Host.Session;
using Recorder.Core.Commands;
using Recorder.Core.Ports;
using Recorder.Core.Units;
using Recorder.Engine.Survival;
using Recorder.Session.SetUp;
using Recorder.TestSupport;

namespace Recorder.App.Tests.Host.Session;

/// <summary>The tuner on the memory of an engine that two strings play into.</summary>
public sealed class TunerDeskTests : IDisposable
{
    private const int RoundMs = 50;
    private static readonly CaptureFormat Format = new(2, 48000, SampleFormat.S32, 480);
    private static readonly double[] StringsHz = [110, 147.5];

    private readonly TemporaryFolder folder = new();
    private readonly FakeTimeProvider time = new();
    private EngineMemory memory;

    public TunerDeskTests() => memory = Begin();

    private string MemoryFile => folder.File("engine.memory");

    public void Dispose()
    {
        memory.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void It_hears_the_input_that_is_looked_at_and_stops_when_nobody_looks()
    {
        using var desk = Desk();
        Play(desk, 10);
        Assert.Null(desk.State.Input);
        Look(desk, 0);
        Play(desk, 8);
        Assert.Equal((0, "A", 2), (desk.State.Input, desk.State.Note, desk.State.Octave));
        Assert.Equal(0, desk.State.Cents, 0.2);
        Look(desk, 1);
        desk.Round();
        Assert.Equal("", desk.State.Note);
        Play(desk, 8);
        Assert.Equal((1, "D", 3), (desk.State.Input, desk.State.Note, desk.State.Octave));
        Assert.Equal(7.85, desk.State.Cents, 0.2);
        Play(desk, 20);
        Assert.Equal((null, ""), (desk.State.Input, desk.State.Note));
    }

    [Fact]
    public void A_note_shows_a_quarter_of_a_second_after_it_began()
    {
        using var desk = Desk();
        Look(desk, 1);
        Play(desk, 4, isSilent: true);
        Assert.Equal("", desk.State.Note);
        Look(desk, 1);
        Play(desk, 5);
        Assert.Equal("D", desk.State.Note);
    }

    [Fact]
    public void An_engine_that_begins_anew_is_heard_again()
    {
        using var desk = Desk();
        Look(desk, 0);
        Play(desk, 8);
        Assert.Equal("A", desk.State.Note);
        memory.Dispose();
        memory = Begin();
        for (var i = 0; i < 12; i++)
        {
            Look(desk, 0);
            Pass(desk);
        }
        Assert.Equal("", desk.State.Note);
        for (var i = 0; i < 10; i++)
        {
            Look(desk, 0);
            Play(desk, 1);
        }
        Assert.Equal("A", desk.State.Note);
    }

    [Fact]
    public void Without_an_engine_or_that_input_it_hears_nothing()
    {
        memory.Dispose();
        using var desk = Desk();
        Look(desk, 0);
        desk.Round();
        Assert.Equal((0, ""), (desk.State.Input, desk.State.Note));
        memory = Begin();
        Look(desk, 7);
        Play(desk, 8);
        Assert.Equal((7, ""), (desk.State.Input, desk.State.Note));
    }

    [Fact]
    public void The_reference_is_kept_and_held_within_its_range()
    {
        using (var desk = Desk())
        {
            desk.TryRoute(new SetTuningReference(442.5));
            Look(desk, 0);
            Play(desk, 8);
            Assert.Equal((442.5, "A"), (desk.State.ReferenceHz, desk.State.Note));
            Assert.Equal(1200 * Math.Log2(440 / 442.5), desk.State.Cents, 0.2);
        }
        var file = SetUpFile.Beside(folder.File("session"));
        using var next = new TunerDesk(MemoryFile, file, time);
        next.TryRoute(new SetTuningReference(1000));
        Assert.Equal(466, next.State.ReferenceHz);
        next.TryRoute(new SetTuningReference(double.NaN));
        Assert.Equal(440, next.State.ReferenceHz);
        Assert.Null(next.TryRoute(new Undo()));
    }

    private static void Look(TunerDesk desk, int input) => Assert.True(desk.TryRoute(new TuneInput(input))!.Value.Accepted);

    private EngineMemory Begin() => EngineMemory.TryCreate(MemoryFile, "session", Format, 1, time)!;

    private TunerDesk Desk() => new(MemoryFile, SetUpFile.Beside(folder.File("session")), time);

    private void Play(TunerDesk desk, int rounds, bool isSilent = false)
    {
        for (var round = 0; round < rounds; round++)
        {
            for (var left = Format.RateHz * RoundMs / 1000; left > 0;)
            {
                var from = memory.Ring.WrittenFrames;
                var room = memory.Ring.BeginWrite(left);
                for (var channel = 0; channel < Format.Channels; channel++)
                    for (var i = 0; i < room.Frames; i++)
                        room.Channel(channel)[i] = isSilent ? 0 : (int)(0.1 * int.MaxValue * Math.Sin(Math.Tau * StringsHz[channel] * (from + i) / Format.RateHz));
                memory.Ring.EndWrite(room.Frames);
                left -= room.Frames;
            }
            Pass(desk);
        }
    }

    private void Pass(TunerDesk desk)
    {
        time.Advance(TimeSpan.FromMilliseconds(RoundMs));
        desk.Round();
    }
}
