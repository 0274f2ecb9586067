using System.Text.RegularExpressions;

namespace Recorder.Studio.QuickMix;

/// <summary>Tells a track's part from its name, and from its sound where the name says nothing.</summary>
internal static partial class RoleGuess
{
    // The first that matches wins, so the narrower words come first.
    private static readonly (Regex Words, TrackRole Role)[] Names =
    [
        (BackingVoiceWords(), TrackRole.BackingVoice),
        (RoomWords(), TrackRole.Room),
        (OverheadWords(), TrackRole.Overheads),
        (HatWords(), TrackRole.HiHat),
        (SnareWords(), TrackRole.Snare),
        (TomWords(), TrackRole.Toms),
        (BassDrumWords(), TrackRole.Kick),
        (PercussionWords(), TrackRole.Percussion),
        (VoiceWords(), TrackRole.Voice),
        (HornWords(), TrackRole.Horn),
        (BassWords(), TrackRole.Bass),
        (AcousticWords(), TrackRole.AcousticGuitar),
        (GuitarWords(), TrackRole.Guitar),
        (StringsWords(), TrackRole.Strings),
        (SynthWords(), TrackRole.Synth),
        (KeysWords(), TrackRole.Keys),
    ];

    /// <summary>The part a name stands for; null when it says nothing.</summary>
    public static TrackRole? FromName(string name)
    {
        foreach (var (words, role) in Names)
            if (words.IsMatch(name))
                return role;
        return null;
    }

    /// <summary>A careful guess: only what a sound gives away for certain.</summary>
    public static TrackRole FromSound(TrackSound sound) =>
        sound.ShareBelow(150) > 0.7 ? (sound.CrestDb > 15 ? TrackRole.Kick : TrackRole.Bass)
        : sound.ShareBelow(3000) < 0.3 && sound.CrestDb > 14 ? TrackRole.HiHat
        : TrackRole.Other;

    /// <summary>Which half of a stereo pair a name stands for, and the name both halves share.</summary>
    public static (string Stem, int Side)? PairHalf(string name) => PairWords().Match(name) is { Success: true } match
        ? (match.Groups["stem"].Value.Trim().ToUpperInvariant(), match.Groups["side"].Value[0] is 'L' or 'l' ? -1 : 1)
        : null;

    [GeneratedRegex(@"^(?<stem>.+?)[\s_.-]*\b(?<side>L|R|left|right)$|^(?<stem>.+?)[\s_.-](?<side>L|R|left|right)$|^(?<stem>OH|Room|Amb)(?<side>L|R)$", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex PairWords();

    [GeneratedRegex(@"b(ac)?k(in)?g? ?_?v(o)?(x|oc)|backing|\bbv|bgv|choir|harmony vo", RegexOptions.IgnoreCase)]
    private static partial Regex BackingVoiceWords();

    [GeneratedRegex(@"\broom|_room|ambien|\bamb\b|audience|hall", RegexOptions.IgnoreCase)]
    private static partial Regex RoomWords();

    [GeneratedRegex(@"over ?head|(^|[\s_\d])oh([\s_LR]|$)|cymbal|crash|\bride", RegexOptions.IgnoreCase)]
    private static partial Regex OverheadWords();

    [GeneratedRegex(@"hi-?_? ?hat|\bhats?\b|_hats?|\bhh\b", RegexOptions.IgnoreCase)]
    private static partial Regex HatWords();

    [GeneratedRegex(@"snare|\bsnr?\b|_sn(_|$)|\bclap", RegexOptions.IgnoreCase)]
    private static partial Regex SnareWords();

    [GeneratedRegex(@"\btoms?\b|_toms?|floor ?tom|rack ?tom", RegexOptions.IgnoreCase)]
    private static partial Regex TomWords();

    [GeneratedRegex(@"kick|bass ?drum|\bbd\b|\bkik", RegexOptions.IgnoreCase)]
    private static partial Regex BassDrumWords();

    [GeneratedRegex(@"perc|conga|bongo|shaker|tamb|cowbell|beat|drum|loop|scratch", RegexOptions.IgnoreCase)]
    private static partial Regex PercussionWords();

    [GeneratedRegex(@"vo(ice|cal|x)|\bvoc|sing|\bsolo v|speech|talk", RegexOptions.IgnoreCase)]
    private static partial Regex VoiceWords();

    [GeneratedRegex(@"sax|trump|tromb|horn|brass|flute|clarinet|oboe", RegexOptions.IgnoreCase)]
    private static partial Regex HornWords();

    [GeneratedRegex(@"bass|\bsub\b", RegexOptions.IgnoreCase)]
    private static partial Regex BassWords();

    [GeneratedRegex(@"acou?(stic)?.*g(ui)?t|ac[\s_.]*g(ui)?t|ukulele|banjo|mandolin", RegexOptions.IgnoreCase)]
    private static partial Regex AcousticWords();

    [GeneratedRegex(@"g(ui)?ta?r|\bgtr|_gtr|\bamp\b|_amp", RegexOptions.IgnoreCase)]
    private static partial Regex GuitarWords();

    [GeneratedRegex(@"string|violin|viola|cello|fiddle", RegexOptions.IgnoreCase)]
    private static partial Regex StringsWords();

    [GeneratedRegex(@"synth|\bpad|lead|logue|moog|\barp|sine|saw", RegexOptions.IgnoreCase)]
    private static partial Regex SynthWords();

    [GeneratedRegex(@"keys?\b|piano|organ|rhodes|wurli|clav|accordion", RegexOptions.IgnoreCase)]
    private static partial Regex KeysWords();
}
