using Recorder.App.Devices;
using Recorder.Core.Faults;
using Recorder.Core.Ports;
using Recorder.Core.Units;
using Recorder.Media.Audio;
using Recorder.Simulation.Capture;
using Recorder.TestSupport;

namespace Recorder.App.Tests.Devices;

public sealed class CaptureDevicesTests
{
    private const int Frames = 4800;

    [Theory]
    [InlineData("band:16", null, 16, 48000)]
    [InlineData("band:1", 44100, 1, 44100)]
    [InlineData("band:64", 96000, 64, 96000)]
    public void A_band_has_as_many_inputs_as_asked_for(string words, int? rateHz, int inputs, int actualRateHz)
    {
        using var device = CaptureDevices.Open(new CaptureChoice(words, rateHz));
        Assert.Equal((inputs, actualRateHz, true), (device.Format.Channels, device.Format.RateHz, device.IsPaced));
        using var fast = CaptureDevices.Open(new CaptureChoice(words, rateHz, AsFastAsPossible: true));
        Assert.False(fast.IsPaced);
    }

    [Fact]
    public void A_band_can_have_knobs_that_stand_in_a_file()
    {
        using var folder = new TemporaryFolder();
        var knobs = folder.File("interface.knobs");
        using var device = CaptureDevices.Open(new CaptureChoice($"band:2@{knobs}", AsFastAsPossible: true));
        using var controls = new SimulatedControls(PreampKnobs.Open(knobs, 2));
        Assert.True(controls.SetPad(0, true));
        int[] words = new int[2 * Frames], plain = new int[2 * Frames];
        device.Read(new PlanarWords(words, Frames, 0, Frames, 2));
        using var without = CaptureDevices.Open(new CaptureChoice("band:2", AsFastAsPossible: true));
        without.Read(new PlanarWords(plain, Frames, 0, Frames, 2));
        Assert.Equal(without.Identity, device.Identity);
        Assert.Equal(without.Identity.Key, BandCaptureDevice.KeyOf(2));
        Assert.Equal(plain[Frames..], words[Frames..]);
        Assert.NotEqual(plain[..Frames], words[..Frames]);
    }

    [Theory]
    [InlineData("band:0", null)]
    [InlineData("band:65", null)]
    [InlineData("band:many", null)]
    [InlineData("band:", null)]
    [InlineData("band:2", 4000)]
    [InlineData("files:", null)]
    [InlineData("tape:2", null)]
    [InlineData("alsa", null)]
    public void Words_that_name_no_interface_are_refused(string words, int? rateHz) =>
        Assert.Equal(FaultKind.WrongWords, Assert.Throws<RecorderException>(() => CaptureDevices.Open(new CaptureChoice(words, rateHz))).Kind);

    [Fact]
    public void A_folder_of_files_brings_its_own_rate_and_format()
    {
        using var folder = new TemporaryFolder();
        var spec = new AudioFileSpec { Kind = AudioFileKind.Wav, Format = SampleFormat.S16, Channels = 2, RateHz = 44100 };
        using (var file = AudioFile.Create(folder.File("Keys.wav"), spec))
        {
            file.WriteWords(new int[200], 100, 100);
            file.Complete();
        }
        using var device = CaptureDevices.Open(new CaptureChoice("files:" + folder.Path, 44100));
        Assert.Equal((2, 44100, SampleFormat.S16), (device.Format.Channels, device.Format.RateHz, device.Format.Format));
        Assert.Equal(["Keys L", "Keys R"], device.InputNames);
        var trouble = Assert.Throws<RecorderException>(() => CaptureDevices.Open(new CaptureChoice("files:" + folder.Path, 48000)));
        Assert.Equal(FaultKind.WrongWords, trouble.Kind);
        Assert.Contains("44100 Hz, not 48000 Hz", trouble.Message);
    }
}
