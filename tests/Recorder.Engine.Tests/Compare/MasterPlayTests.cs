using Recorder.Core.Faults;
using Recorder.Core.Units;
using Recorder.Engine.Compare;
using Recorder.Engine.Tests.Overdub;
using Recorder.Media.Audio;
using Recorder.TestSupport;

namespace Recorder.Engine.Tests.Compare;

public sealed class MasterPlayTests : IDisposable
{
    private const string Master = "masters/T0001/T1 v1.wav";
    private readonly TemporaryFolder folder = new();
    private readonly MemoryStore store = new();
    private readonly LoopDesk desk;
    private readonly float[] left = [.. Enumerable.Range(0, LoopDesk.TakeFrames).Select(frame => (float)Math.Sin(frame * 0.01) / 2)];
    private readonly float[] right = [.. Enumerable.Range(0, LoopDesk.TakeFrames).Select(frame => (float)Math.Cos(frame * 0.013) / 2)];

    public MasterPlayTests()
    {
        desk = new LoopDesk(store);
        store[Master] = Wav(TestInterface.RateHz);
    }

    public void Dispose()
    {
        desk.Dispose();
        folder.Dispose();
    }

    [Theory, InlineData(0), InlineData(3_001)]
    public void The_master_is_heard_at_the_frame_where_the_take_is(int startFrame)
    {
        desk.Play(fromFrame: 10_000);
        desk.Run(0.2);
        Assert.True(desk.Engine.Monitor!.LoadMaster(Master, startFrame).Accepted);
        desk.Engine.Monitor.HearBank(MixBanks.Master, 0);
        desk.Run(0.2);
        for (var period = 0; period < 20; period++)
        {
            var from = desk.Last.PlayheadFrames;
            var before = desk.Heard.Length;
            desk.Step();
            for (var i = 0; i < TestInterface.PeriodFrames; i++)
                Assert.Equal(left[from + i - startFrame], desk.Heard[before + i], 1e-6f);
        }
    }

    [Fact]
    public void Before_it_begins_a_master_is_silent()
    {
        const int startFrame = 20_000;
        desk.Play(fromFrame: 10_000);
        Assert.True(desk.Engine.Monitor!.LoadMaster(Master, startFrame).Accepted);
        desk.Engine.Monitor.HearBank(MixBanks.Master, 0);
        desk.Run(0.1);
        while (desk.Last.PlayheadFrames < startFrame + 2 * TestInterface.PeriodFrames)
        {
            var from = desk.Last.PlayheadFrames;
            var before = desk.Heard.Length;
            desk.Step();
            for (var i = 0; i < TestInterface.PeriodFrames; i++)
                Assert.Equal(from + i < startFrame ? 0 : left[from + i - startFrame], desk.Heard[before + i], 1e-6f);
        }
    }

    [Fact]
    public void One_of_another_rate_is_refused_and_the_take_plays_on()
    {
        store["masters/T0001/other.wav"] = Wav(44_100);
        desk.Play();
        desk.Run(0.1);
        Assert.Contains("another rate", Assert.Throws<RecorderException>(() => desk.Engine.Monitor!.LoadMaster("masters/T0001/other.wav")).Message, StringComparison.Ordinal);
        var playhead = desk.Last.PlayheadFrames;
        desk.Run(0.1);
        Assert.InRange(desk.Last.PlayheadFrames, playhead + 4_000, playhead + 5_500);
    }

    private byte[] Wav(int rateHz)
    {
        var path = folder.File($"{rateHz}.wav");
        using (var writer = AudioFile.Create(path, new AudioFileSpec { Kind = AudioFileKind.Wav, Format = SampleFormat.F32, Channels = 2, RateHz = rateHz }))
        {
            writer.Write([.. left, .. right], left.Length, left.Length);
            writer.Complete();
        }
        return File.ReadAllBytes(path);
    }
}
