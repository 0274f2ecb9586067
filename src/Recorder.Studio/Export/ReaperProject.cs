using System.Globalization;
using System.Text;
using Recorder.Core.Parameters;
using Recorder.Dsp.Mixing;

namespace Recorder.Studio.Export;

/// <summary>A track of a project for a computer.</summary>
/// <param name="Name">The track's name.</param>
/// <param name="FileName">Its WAV file, relative to the project.</param>
/// <param name="Seconds">Its length.</param>
/// <param name="Strip">Levels, pan, mute, solo and polarity to carry along.</param>
public sealed record ProjectTrack(string Name, string FileName, double Seconds, StripValues Strip)
{
    /// <summary>The files it lies in, one after the other, where the drive cannot hold it in one, or where layers lie over it.</summary>
    public IReadOnlyList<ProjectPiece> Pieces { get; init; } = [new(FileName, 0, Seconds)];
}

/// <summary>A file on a track of a project.</summary>
/// <param name="FileName">Its name, relative to the project.</param>
/// <param name="StartSeconds">Where on the track it begins.</param>
/// <param name="Seconds">Its length.</param>
public sealed record ProjectPiece(string FileName, double StartSeconds, double Seconds)
{
    /// <summary>Where in the file it begins.</summary>
    public double FromSeconds { get; init; }

    /// <summary>Length of the fade at its beginning.</summary>
    public double FadeInSeconds { get; init; }

    /// <summary>Length of the fade at its end.</summary>
    public double FadeOutSeconds { get; init; }
}

/// <summary>A marker of a project.</summary>
public sealed record ProjectMarker(double Seconds, string Label);

/// <summary>
/// Writes a project that REAPER opens, and many other programs import: tracks aligned, with levels, pans, mutes and markers.
/// </summary>
public static class ReaperProject
{
    /// <summary>What the project's file name ends with.</summary>
    public const string Extension = ".rpp";

    /// <summary>The project's text.</summary>
    public static string Write(int rateHz, IEnumerable<ProjectTrack> tracks, IEnumerable<ProjectMarker> markers)
    {
        var text = new StringBuilder();
        Line(text, $"<REAPER_PROJECT 0.1 \"6.0\" 0");
        Line(text, $"  SAMPLERATE {rateHz} 1 0");
        var number = 0;
        foreach (var marker in markers)
            Line(text, $"  MARKER {++number} {marker.Seconds:0.######} {Quoted(marker.Label)} 0");
        foreach (var track in tracks)
            WriteTrack(text, track);
        Line(text, $">");
        return text.ToString();
    }

    private static void WriteTrack(StringBuilder text, ProjectTrack track)
    {
        var strip = track.Strip;
        var gain = FaderGain.FromDb(strip[StripParameter.FaderDb]) * Math.Pow(10, strip[StripParameter.TrimDb] / 20);
        Line(text, $"  <TRACK");
        Line(text, $"    NAME {Quoted(track.Name)}");
        Line(text, $"    VOLPAN {gain:0.######} {strip[StripParameter.Pan]:0.###} -1 -1 1");
        Line(text, $"    MUTESOLO {Flag(strip, StripParameter.Mute)} {Flag(strip, StripParameter.Solo)} 0");
        Line(text, $"    IPHASE {Flag(strip, StripParameter.PolarityInverted)}");
        foreach (var piece in track.Pieces)
            WritePiece(text, track.Name, piece);
        Line(text, $"  >");
    }

    private static void WritePiece(StringBuilder text, string name, ProjectPiece piece)
    {
        Line(text, $"    <ITEM");
        Line(text, $"      POSITION {piece.StartSeconds:0.##########}");
        Line(text, $"      LENGTH {piece.Seconds:0.######}");
        if (piece.FromSeconds > 0)
            Line(text, $"      SOFFS {piece.FromSeconds:0.##########}");
        if (piece.FadeInSeconds > 0)
            Line(text, $"      FADEIN 0 {piece.FadeInSeconds:0.######} 0");
        if (piece.FadeOutSeconds > 0)
            Line(text, $"      FADEOUT 0 {piece.FadeOutSeconds:0.######} 0");
        Line(text, $"      NAME {Quoted(name)}");
        Line(text, $"      <SOURCE WAVE");
        Line(text, $"        FILE {Quoted(piece.FileName)}");
        Line(text, $"      >");
        Line(text, $"    >");
    }

    private static int Flag(in StripValues strip, StripParameter parameter) => strip.IsOn(parameter) ? 1 : 0;

    // The format knows no escapes: a text is quoted with a mark that it does not hold.
    private static string Quoted(string text)
    {
        var plain = text.ReplaceLineEndings(" ");
        var mark = !plain.Contains('"', StringComparison.Ordinal) ? '"' : !plain.Contains('\'', StringComparison.Ordinal) ? '\'' : '`';
        return mark + plain.Replace(mark, ' ') + mark;
    }

    private static void Line(StringBuilder text, FormattableString line) =>
        text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
