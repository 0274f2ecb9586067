using Recorder.Core.Parameters;

namespace Recorder.Core.Tests;

public class ParameterTextTests
{
    [Theory]
    [InlineData(StripParameter.FaderDb, -4.5f, "-4.5 dB")]
    [InlineData(StripParameter.FaderDb, 1, "+1.0 dB")]
    [InlineData(StripParameter.FaderDb, -0.01f, "0.0 dB")]
    [InlineData(StripParameter.FaderDb, -60, "off")]
    [InlineData(StripParameter.HighMidHz, 3100, "3.1 kHz")]
    [InlineData(StripParameter.HighPassHz, 80, "80 Hz")]
    [InlineData(StripParameter.HighPassHz, 20, "off")]
    [InlineData(StripParameter.Pan, -0.3f, "L30")]
    [InlineData(StripParameter.Pan, 0, "C")]
    [InlineData(StripParameter.Mute, 1, "on")]
    [InlineData(StripParameter.PolarityInverted, 1, "inv")]
    [InlineData(StripParameter.CompressorRatio, 3, "3.0:1")]
    [InlineData(StripParameter.CompressorReleaseMs, 1500, "1.5 s")]
    public void Values_read_as_people_say_them(StripParameter parameter, float value, string text) =>
        Assert.Equal(text, ParameterText.Of(parameter.Spec(), value));
}
