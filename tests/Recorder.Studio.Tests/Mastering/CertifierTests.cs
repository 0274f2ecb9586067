using Recorder.Studio.Mastering;
using Recorder.TestSupport;

namespace Recorder.Studio.Tests.Mastering;

public sealed class CertifierTests : IDisposable
{
    // A stereo tone of 1 kHz reads its peak level; a target holds within 0.2 LU.
    private static readonly MasterTarget Target = MasterTarget.Parse("I=-20,TP=-3");
    private readonly TemporaryFolder folder = new();

    [Theory]
    [InlineData(-20, true)]
    [InlineData(-19.85, true)]
    [InlineData(-20.15, true)]
    [InlineData(-19.7, false)]
    [InlineData(-20.3, false)]
    public void Loudness_holds_within_its_tolerance(double levelDbfs, bool holds)
    {
        var certificate = Certify(Material.Tone(4, 1000, levelDbfs));
        Assert.Equal(holds, certificate.LoudnessHolds);
        Assert.True(certificate.PeakHolds);
        Assert.Equal(holds, certificate.Passed);
    }

    [Fact]
    public void One_peak_above_the_ceiling_fails_and_is_told_with_its_level()
    {
        var tone = Material.Tone(4, 1000, -20);
        tone[96000] = 0.9f;
        var certificate = Certify(tone);
        Assert.True(certificate.LoudnessHolds);
        Assert.False(certificate.PeakHolds);
        Assert.False(certificate.Passed);
        Assert.Contains("above -3.0", certificate.Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-25, "5.0 LU too soft")]
    [InlineData(-12, "8.0 LU too loud")]
    public void A_miss_is_told_in_words(double levelDbfs, string words) =>
        Assert.Contains(words, Certify(Material.Tone(4, 1000, levelDbfs)).Sentence, StringComparison.Ordinal);

    [Fact]
    public void Silence_has_no_loudness_and_does_not_pass()
    {
        var certificate = Certify(new float[48000]);
        Assert.False(certificate.Passed);
        Assert.Contains("silent or too short", certificate.Sentence, StringComparison.Ordinal);
    }

    public void Dispose() => folder.Dispose();

    private FileCertificate Certify(float[] samples) =>
        Certifier.Certify(Material.Write(folder.File("file.wav"), samples, samples), Target);
}
