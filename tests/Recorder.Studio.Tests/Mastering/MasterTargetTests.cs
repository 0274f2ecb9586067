using Recorder.Core.Faults;
using Recorder.Studio.Mastering;

namespace Recorder.Studio.Tests.Mastering;

public class MasterTargetTests
{
    [Theory]
    [InlineData("streaming", -14, -1, 0.2)]
    [InlineData("album", -14, -1, 0.2)]
    [InlineData("broadcast", -23, -1, 0.5)]
    [InlineData("loud", -9, -1, 0.2)]
    [InlineData("I=-16,TP=-2", -16, -2, 0.2)]
    [InlineData("TP=-1.5, I=-18.5", -18.5, -1.5, 0.2)]
    [InlineData("I=-20", -20, -1, 0.2)]
    public void Names_and_pairs_are_understood(string words, double lufs, double dbtp, double toleranceLu)
    {
        var target = MasterTarget.Parse(words);
        Assert.Equal((lufs, dbtp, toleranceLu), (target.IntegratedLufs, target.CeilingDbtp, target.ToleranceLu));
    }

    [Theory]
    [InlineData("")]
    [InlineData("quiet")]
    [InlineData("I=")]
    [InlineData("I=loud,TP=-1")]
    [InlineData("TP=-1")]
    [InlineData("I=-14,I=-14")]
    [InlineData("I=0,TP=-1")]
    [InlineData("I=-14,TP=1")]
    [InlineData("I=-200")]
    [InlineData("I=NaN")]
    [InlineData("I=-14,TP=-1,X=3")]
    public void Anything_else_is_wrong_words(string words) =>
        Assert.Equal(FaultKind.WrongWords, Assert.Throws<RecorderException>(() => MasterTarget.Parse(words)).Kind);
}
