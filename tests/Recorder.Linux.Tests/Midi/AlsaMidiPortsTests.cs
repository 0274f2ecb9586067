using Recorder.Linux.Midi;

namespace Recorder.Linux.Tests.Midi;

/// <summary>The kernel's sequencer, where there is one; with devices the bench tries it.</summary>
public class AlsaMidiPortsTests
{
    [Fact]
    public void It_opens_listens_and_closes()
    {
        Assert.SkipUnless(File.Exists("/dev/snd/seq"), "this kernel has no MIDI sequencer (/dev/snd/seq)");
        using var ports = AlsaMidiPorts.TryOpen();
        Assert.NotNull(ports);
        ports.Start();
    }

    [Fact]
    public void Without_a_sequencer_there_are_no_ports()
    {
        Assert.SkipWhen(File.Exists("/dev/snd/seq"), "this kernel has a MIDI sequencer");
        Assert.Null(AlsaMidiPorts.TryOpen());
    }
}
