using Recorder.Core.Ports;
using Recorder.Core.Snapshots;
using Recorder.Panel.Screens;

namespace Recorder.Panel.Tests.Controls;

public sealed class AdviceTests
{
    [Fact]
    public void It_is_asked_for_while_master_is_seen_and_not_beside_a_recording()
    {
        var recorder = new FakeRecorder(Samples.Mastered).Wait(3000);
        Assert.Equal(0, recorder.Looks);
        recorder.Tap(PanelControl.Master);
        Assert.Equal(1, recorder.Looks);
        for (var i = 0; i < 30; i++)
            recorder.Wait(100);
        Assert.Equal(4, recorder.Looks);
        recorder.Snapshot = Samples.Mastered with { Transport = TransportState.Overdubbing };
        Assert.Equal(4, recorder.Wait(5000).Looks);
        recorder.Tap(PanelControl.Back).Snapshot = Samples.Mastered;
        Assert.Equal(4, recorder.Wait(5000).Looks);
    }

    [Fact]
    public void Heard_as_on_a_system_that_system_is_spoken_of_and_a_master_that_failed_comes_first()
    {
        var phone = Samples.Advised with { Listening = new ListeningState { As = Core.Commands.PlaybackSystem.Phone } };
        Assert.Equal("Phone: bass line too soft, try Warm +2", MasterScreen.Sentence(phone));
        Assert.Equal("Car: bass of the cabin, less top.", MasterScreen.Sentence(Samples.Advised with { Listening = new ListeningState { As = Core.Commands.PlaybackSystem.Car } }));
        var failed = Samples.Advised with { Master = Samples.Advised.Master with { Certificate = Samples.Advised.Master.Certificate! with { Passed = false, Sentence = "-16.0 LUFS, 2.0 LU too soft." } } };
        Assert.Equal("-16.0 LUFS, 2.0 LU too soft.", MasterScreen.Sentence(failed));
        Assert.Equal("Phone: bass line too soft, try Warm +2", MasterScreen.Sentence(Samples.Advised));
    }
}
