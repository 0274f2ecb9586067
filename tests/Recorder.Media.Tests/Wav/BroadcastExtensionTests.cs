using System.Text;
using CsCheck;
using Recorder.Media.Audio;
using Recorder.Media.Wav;

namespace Recorder.Media.Tests.Wav;

public sealed class BroadcastExtensionTests
{
    [Fact]
    public void Text_longer_than_its_field_ends_with_a_whole_character() =>
        Gen.Select(Gen.Int[0, 40], Gen.Int[0, 3]).Sample((count, shift) =>
        {
            var text = new string('a', shift) + string.Concat(Enumerable.Repeat("♫", count));
            var read = RoundTrip(new BroadcastExtension { Originator = text }).Originator;
            Assert.StartsWith(read, text, StringComparison.Ordinal);
            Assert.InRange(Encoding.UTF8.GetByteCount(read), Math.Min(30, Encoding.UTF8.GetByteCount(text)), 32);
        });

    [Fact]
    public void Loudness_keeps_hundredths_and_what_was_not_measured()
    {
        var loudness = new LoudnessFigures { IntegratedLufs = -23.04, TruePeakDbtp = 0.31, RangeLu = null, MaxMomentaryLufs = double.NegativeInfinity };
        var read = RoundTrip(new BroadcastExtension { Loudness = loudness }).Loudness;
        Assert.Equal(loudness with { MaxMomentaryLufs = null }, read);
    }

    private static BroadcastExtension RoundTrip(BroadcastExtension bext)
    {
        var chunk = new byte[bext.SizeBytes];
        bext.Write(chunk);
        return BroadcastExtension.Parse(chunk)!;
    }
}
