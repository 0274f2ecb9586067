using Recorder.TestSupport;

namespace Recorder.App.Tests.Verbs;

[Collection(ConsoleUsers.Name)]
public sealed class SoundCheckVerbTests(StudioSession studio) : IClassFixture<StudioSession>
{
    [Fact]
    public void Every_input_is_told_with_the_keys_of_the_contract()
    {
        var stems = studio.File("stems");
        Directory.CreateDirectory(stems);
        Make("1 Guitar.wav", "sine", "330", "tremolo", "0.5", "100", "gain", "-3");
        Make("2 Same.wav", "sine", "330", "tremolo", "0.5", "100", "gain", "-9");
        Make("3 Off.wav", "sine", "330", "vol", "0");
        var report = RecorderProgram.RunJson(0, "soundcheck", "--device", $"files:{stems}", "--seconds", "7", "--speed", "max");
        Assert.Equal(["device", "seconds", "rateHz", "inputs"], report.EnumerateObject().Select(property => property.Name));
        var inputs = report.GetProperty("inputs").EnumerateArray().ToArray();
        Assert.Equal(3, inputs.Length);
        Assert.Equal(
        [
            "input", "name", "alive", "verdict", "truePeakDbtp", "samplePeakDbfs", "headroomDb", "predictedHeadroomDb", "gainChangeDb", "clippedSamples",
            "noiseFloorDbfs", "humHz", "humDbfs", "humOverNoiseDb", "dcDbfs", "sameAsInput", "neighbour", "lowCutHz", "sentences",
        ], inputs[0].EnumerateObject().Select(property => property.Name));
        Assert.Equal([true, true, false], inputs.Select(input => input.GetProperty("alive").GetBoolean()));
        Assert.Equal(-3, inputs[0].GetProperty("truePeakDbtp").GetDouble(), 0.1);
        Assert.Equal(-3, inputs[0].GetProperty("predictedHeadroomDb").GetDouble(), 0.1);
        Assert.Equal(-9, inputs[0].GetProperty("gainChangeDb").GetDouble());
        Assert.Equal(1, inputs[1].GetProperty("sameAsInput").GetInt32());
        Assert.Equal("same", inputs[1].GetProperty("neighbour").GetProperty("polarity").GetString());
        Assert.Equal("Nothing but zeros comes in: look at cable, microphone and gain.", inputs[2].GetProperty("sentences")[0].GetString());

        void Make(string name, params string[] sound) =>
            Assert.Equal(0, DebianTool.Run("sox", "sox", ["-D", "-n", "-r", "48000", "-b", "16", Path.Combine(stems, name), "synth", "8", .. sound]).ExitCode);
    }

    [Fact]
    public void What_is_no_device_or_no_time_is_a_sentence()
    {
        StudioSession.Refused(2, "soundcheck", "--device", "radio");
        StudioSession.Refused(2, "soundcheck", "--device", "band:2", "--seconds", "-1");
    }
}
