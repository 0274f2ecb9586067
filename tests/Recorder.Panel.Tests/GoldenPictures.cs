using System.Runtime.CompilerServices;
using Recorder.Panel.Graphics;
using Recorder.TestSupport;

namespace Recorder.Panel.Tests;

/// <summary>Compares what was drawn with the pictures in Golden.</summary>
internal static class GoldenPictures
{
    public static void Compare(FrameBuffer frame, string name) =>
        new GreyPicture(frame.Width, frame.Height, frame.Pixels.ToArray()).AssertEquals(Path.Combine(Project, "Golden", $"{name}.png"));

    /// <summary>The folder of this project's sources.</summary>
    public static string Project { get; } = Path.GetDirectoryName(Here())!;

    private static string Here([CallerFilePath] string path = "") => path;
}
