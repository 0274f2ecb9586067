using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Recorder.Core.Commands;
using Recorder.Core.Parameters;
using Recorder.Core.Snapshots;
using Recorder.Studio.Translation;

namespace Recorder.Studio.Tests.Translation;

public sealed partial class TranslationCheckTests
{
    [Fact]
    public void A_balanced_song_holds_everywhere() =>
        Assert.Equal([new PlaybackAdvice(PlaybackSystem.Studio, TranslationCheck.Holds)], Advise(DenseSong.Make(_ => 0)));

    [Fact]
    public void A_song_as_far_off_as_records_are_still_holds()
    {
        Assert.Equal(TranslationCheck.Holds, Assert.Single(Advise(DenseSong.Make(hertz => hertz < 200 ? 4 : 0))).Sentence);
        Assert.Equal(TranslationCheck.Holds, Assert.Single(Advise(DenseSong.Make(hertz => hertz > 6000 ? -4 : 0))).Sentence);
    }

    [Fact]
    public void Silence_is_not_judged() => Assert.Empty(Advise(new MixPart(new float[48000], new float[48000], 48000)));

    public static TheoryData<string, PlaybackSystem, MasterParameter> Lacks => new()
    {
        { "bass without overtones", PlaybackSystem.Phone, MasterParameter.BodyDb },
        { "a loud pure bass", PlaybackSystem.Phone, MasterParameter.Warmth },
        { "presence", PlaybackSystem.Phone, MasterParameter.BodyDb },
        { "sides against each other", PlaybackSystem.Phone, MasterParameter.WidthPercent },
        { "boom", PlaybackSystem.Car, MasterParameter.LowDb },
        { "no top", PlaybackSystem.Car, MasterParameter.AirDb },
        { "subs", PlaybackSystem.Club, MasterParameter.LowDb },
        { "too loud an aim", PlaybackSystem.Club, MasterParameter.TargetLufs },
        { "a ceiling at full scale", PlaybackSystem.Mp3, MasterParameter.TargetLufs },
    };

    [Theory]
    [MemberData(nameof(Lacks))]
    public void What_a_system_does_not_give_back_is_told_with_a_knob_that_helps(string material, PlaybackSystem system, MasterParameter knob)
    {
        var (song, values) = Of(material);
        var advice = Assert.Single(Advise(song, values), one => one.System == system);
        Assert.InRange(advice.Sentence.Length, 1, TranslationCheck.MostLetters);
        var said = TryKnob().Match(advice.Sentence);
        Assert.True(said.Success, advice.Sentence);
        Assert.Equal(knob.Spec().Short, said.Groups["knob"].Value);

        // Turned so, the lack is smaller by what is heard, or gone.
        var rule = Assert.Single(TranslationRule.All, one => one.System == system && advice.Sentence.Contains(one.Words, StringComparison.Ordinal));
        var amount = float.Parse(said.Groups["amount"].Value, NumberStyles.Float, CultureInfo.InvariantCulture);
        var before = rule.BeyondDb(new MasteredPart(song, values, TestContext.Current.CancellationToken));
        var after = rule.BeyondDb(new MasteredPart(song, values.With(knob, values[knob] + amount), TestContext.Current.CancellationToken));
        Assert.True(after <= 0 || after <= before - 1, $"{advice.Sentence}: {before:0.0} dB before, {after:0.0} dB after");
    }

    [Fact]
    public void The_album_sets_the_aim_so_that_it_is_not_advised() =>
        Assert.DoesNotContain(Advise(DenseSong.Make(_ => 0), MasterParameters.Defaults().With(MasterParameter.TargetLufs, -6), isAimFixed: true),
            advice => advice.Sentence.Contains("try Aim", StringComparison.Ordinal));

    [Fact]
    public void No_knob_is_named_that_does_not_help()
    {
        // Air is at its end already.
        var values = MasterParameters.Defaults().With(MasterParameter.AirDb, MasterParameter.AirDb.Spec().Maximum);
        var advice = Assert.Single(Advise(DenseSong.Make(hertz => hertz > 5000 ? -40 : 0), values), one => one.System == PlaybackSystem.Car);
        Assert.Equal("Car: dull, see MIX", advice.Sentence);
    }

    [Fact]
    public void Every_sentence_fits_its_line()
    {
        foreach (var rule in TranslationRule.All)
        {
            foreach (var remedy in rule.Remedies)
            {
                foreach (var amount in remedy.Amounts)
                    Assert.InRange($"{rule.System}: {rule.Words}, try {remedy.Knob.Spec().Short} {ParameterText.Signed(amount, 0)}".Length, 1, TranslationCheck.MostLetters);
            }
        }
        Assert.InRange(TranslationCheck.Holds.Length, 1, TranslationCheck.MostLetters);
    }

    private static (MixPart Song, MasterValues Values) Of(string material)
    {
        var values = MasterParameters.Defaults();
        return material switch
        {
            "bass without overtones" => (DenseSong.Make(hertz => hertz is > 230 and < 720 ? -9 : 0), values),
            "a loud pure bass" => (DenseSong.Make(hertz => hertz is > 50 and < 80 ? 12 : hertz is > 200 ? -50 : 0), values),
            "presence" => (DenseSong.Make(hertz => hertz is > 2000 and < 5000 ? 9 : 0), values),
            "sides against each other" => (DenseSong.Make(_ => 0, hertz => hertz is > 400 and < 6000), values),
            "boom" => (DenseSong.Make(hertz => hertz is > 75 and < 170 ? 9 : 0), values),
            "no top" => (DenseSong.Make(hertz => hertz > 5500 ? -9 : 0), values),
            "subs" => (DenseSong.Make(hertz => hertz < 80 ? 9 : 0), values),
            "too loud an aim" => (DenseSong.Make(_ => 0), values.With(MasterParameter.TargetLufs, -6)),
            "a ceiling at full scale" => (DenseSong.Make(_ => 0), values.With(MasterParameter.TargetLufs, -9).With(MasterParameter.CeilingDbtp, 0)),
            _ => throw new ArgumentOutOfRangeException(nameof(material)),
        };
    }

    private static ImmutableArray<PlaybackAdvice> Advise(MixPart song, MasterValues? values = null, bool isAimFixed = false) =>
        TranslationCheck.Advise(song, values ?? MasterParameters.Defaults(), isAimFixed, TestContext.Current.CancellationToken);

    [GeneratedRegex(@"try (?<knob>\w+) (?<amount>[+-]\d+)$")]
    private static partial Regex TryKnob();
}
