using Recorder.Core.Ports;
using Recorder.Panel.Graphics;
using Recorder.Panel.Graphics.Fonts;
using Recorder.TestSupport;

namespace Recorder.App.Tests.Walk;

/// <summary>Pictures of a panel, one a step, with what the hand did and which lights burnt under each.</summary>
internal sealed class Film
{
    private const int Scale = 2;
    private const int Columns = 2;
    private const int Gap = 12;
    private const int CaptionHeight = 22;

    private static readonly (PanelLights Light, string Name)[] Lights =
    [
        (PanelLights.Record, "REC"), (PanelLights.Stop, "STOP"), (PanelLights.Play, "PLAY"), (PanelLights.Mark, "MARK"),
        (PanelLights.Mix, "MIX"), (PanelLights.Master, "MASTER"), (PanelLights.Back, "BACK"), (PanelLights.ClipWarn, "CLIP/WARN"),
    ];

    private readonly List<(string Caption, string Lit, GreyPicture Picture)> frames = [];

    /// <summary>How many pictures there are.</summary>
    public int Count => frames.Count;

    /// <summary>Takes a picture of what the display shows and the lamps say.</summary>
    public void Take(string caption, IPanelMirror panel)
    {
        var greys = new byte[panel.Width * panel.Height];
        panel.CopyPicture(greys);
        var lit = string.Join("  ", Lights.Where(light => panel.Lit.HasFlag(light.Light)).Select(light => light.Name));
        frames.Add((caption, lit, new GreyPicture(panel.Width, panel.Height, greys)));
    }

    /// <summary>Whether two neighbouring pictures are different everywhere, and none is dark.</summary>
    public bool Moves => frames.TrueForAll(frame => frame.Picture.Greys.Any(grey => grey > 0))
        && frames.Zip(frames.Skip(1)).All(pair => !pair.First.Picture.Greys.AsSpan().SequenceEqual(pair.Second.Picture.Greys));

    /// <summary>Writes each picture as a file of its own, numbered, enlarged fourfold.</summary>
    public void WriteFrames(string folder)
    {
        for (var i = 0; i < frames.Count; i++)
            frames[i].Picture.Write(Path.Combine(folder, FormattableString.Invariant($"{i + 1:00}.png")), 4);
    }

    /// <summary>Writes all of them on one sheet.</summary>
    public void WriteSheet(string path)
    {
        var (width, height) = (frames[0].Picture.Width * Scale, frames[0].Picture.Height * Scale);
        var rows = (frames.Count + Columns - 1) / Columns;
        var sheet = new FrameBuffer(Gap + Columns * (width + Gap), Gap + rows * (height + CaptionHeight + Gap));
        sheet.Fill(0, 0, sheet.Width, sheet.Height, 2);
        for (var i = 0; i < frames.Count; i++)
        {
            var (x, y) = (Gap + i % Columns * (width + Gap), Gap + i / Columns * (height + CaptionHeight + Gap));
            for (var py = 0; py < height; py++)
                for (var px = 0; px < width; px++)
                    sheet[x + px, y + py] = frames[i].Picture.Greys[py / Scale * (width / Scale) + px / Scale];
            sheet.Text(Faces.Small, x, y + height + 3, FormattableString.Invariant($"{i + 1}  {frames[i].Caption}"), 11);
            sheet.Text(Faces.Small, x, y + height + 13, frames[i].Lit.Length > 0 ? $"lit: {frames[i].Lit}" : "no light", 7);
        }
        new GreyPicture(sheet.Width, sheet.Height, sheet.Pixels.ToArray()).Write(path);
    }
}
