using System.Globalization;
using Recorder.Core.Commands;
using Recorder.Core.Parameters;
using Recorder.Core.Snapshots;
using Recorder.Panel.Graphics;
using Recorder.Panel.Graphics.Fonts;
using Recorder.Panel.Screens.Parts;

namespace Recorder.Panel.Screens;

/// <summary>MORPH: how far the mix has gone from the scene that was heard to another one; MAIN turns it.</summary>
internal static class MorphScreen
{
    private const int ValueTop = 15;
    private const int UnitTop = 27;
    private const int AsideX = 112;
    private const int BarTop = 45;
    private const int SmallRight = 126;

    /// <summary>The scenes that can be gone to: all but the one that is heard.</summary>
    public static ListContent Targets(RecorderSnapshot snapshot) => new("MORPH TO", $"from {snapshot.Mix.SceneName}",
        [.. TargetNames(snapshot).Select(name => new MenuRow(name, "MAIN turns there and back", Value: snapshot.Mix.Morph?.To == name ? Percent(snapshot.Mix.Morph.Percent) : ""))],
        "Only one scene. BACK + MIX makes another.");

    /// <summary>The scene of a row of <see cref="Targets"/>; null behind the last.</summary>
    public static string? TargetAt(RecorderSnapshot snapshot, int row) => TargetNames(snapshot).ElementAtOrDefault(row);

    /// <summary>What MAIN turns: how far it is to a scene.</summary>
    public static ValueSlot Way(string to) => new("Morph", MorphParameter.Percent,
        (snapshot, _) => snapshot.Mix.Morph is { } morph && morph.To == to ? morph.Percent : MorphParameter.Percent.Default,
        (_, percent) => new MorphScene(to, percent));

    public static void Draw(FrameBuffer frame, RecorderSnapshot snapshot, PanelState state)
    {
        var percent = Way(state.MorphTo).Read(snapshot, 0);
        StatusLine.Draw(frame, snapshot, "MORPH", Faces.Small.Fit($"{snapshot.Mix.SceneName} to {state.MorphTo}", 150));
        var x = frame.Text(Faces.Value, Layout.Left, ValueTop, ValueText.Round(percent, 0), Grey.Live);
        frame.Text(Faces.Medium, x + 6, UnitTop, "%", Grey.Text);
        frame.Text(Faces.Small, AsideX, 15, "MAIN turn: there and back", Grey.Text);
        frame.Text(Faces.Small, AsideX, 25, "BACK: stays as you hear it", Grey.Label);
        frame.Text(Faces.Small, AsideX, 35, "BACK + MAIN left: undo", Grey.Label);
        var way = (int)Math.Round(MorphParameter.Percent.ToPosition(percent) * (Layout.Width - 5));
        frame.Fill(Layout.Left, BarTop + 1, Layout.Width, 2, Grey.Rule);
        frame.Fill(Layout.Left, BarTop, way + 1, 4, Grey.Text);
        frame.Fill(Layout.Left + way, BarTop - 2, 5, 8, Grey.Live);
        frame.Text(Faces.Small, Layout.Left, Layout.ValueY, Faces.Small.Fit(snapshot.Mix.SceneName, Layout.Width / 2 - 5), Grey.Text);
        frame.TextRight(Faces.Small, Layout.Right, Layout.ValueY, Faces.Small.Fit(state.MorphTo, Layout.Width / 2 - 5), Grey.Text);
    }

    public static void DrawSmall(FrameBuffer frame, RecorderSnapshot snapshot, PanelState state)
    {
        var percent = Way(state.MorphTo).Read(snapshot, 0);
        SmallScreens.DrawTitle(frame, snapshot, "MORPH");
        var x = frame.Text(Faces.Value, 1, ValueTop, ValueText.Round(percent, 0), Grey.Live);
        frame.Text(Faces.Medium, x + 5, UnitTop, "%", Grey.Live);
        frame.TextRight(Faces.Small, SmallRight, 17, "BACK: it stays", Grey.Live);
        var way = (int)Math.Round(MorphParameter.Percent.ToPosition(percent) * (SmallRight - 3));
        frame.Fill(1, 47, SmallRight, 1, Grey.Live);
        frame.Fill(1, 46, way + 1, 3, Grey.Live);
        frame.Fill(1 + way, 43, 3, 9, Grey.Live);
        frame.Text(Faces.Small, 1, 55, Faces.Small.Fit(snapshot.Mix.SceneName, SmallRight / 2 - 4), Grey.Live);
        frame.TextRight(Faces.Small, SmallRight, 55, Faces.Small.Fit(state.MorphTo, SmallRight / 2 - 4), Grey.Live);
    }

    private static IEnumerable<string> TargetNames(RecorderSnapshot snapshot) => snapshot.Mix.SceneNames.Where(name => name != snapshot.Mix.SceneName);

    private static string Percent(float percent) => string.Create(CultureInfo.InvariantCulture, $"{percent:0} %");
}
