using StbImageSharp;
using StbImageWriteSharp;

namespace Recorder.TestSupport;

/// <summary>A picture of sixteen greys as a display shows it, to and from PNG files.</summary>
/// <param name="Width">Pixels in a row.</param>
/// <param name="Height">Rows.</param>
/// <param name="Greys">One byte a pixel, 0 to 15, row by row.</param>
public sealed record GreyPicture(int Width, int Height, byte[] Greys)
{
    // Sixteen greys are spread over the eight bits of a PNG.
    private const int PngStep = 17;

    /// <summary>Set to any value, golden pictures are written instead of compared.</summary>
    public const string RenewVariable = "RECORDER_RENEW_GOLDEN";

    /// <summary>Reads a PNG file.</summary>
    public static GreyPicture Read(string path)
    {
        var image = ImageResult.FromMemory(File.ReadAllBytes(path), StbImageSharp.ColorComponents.Grey);
        return new GreyPicture(image.Width, image.Height, [.. image.Data.Select(value => (byte)(value / PngStep))]);
    }

    /// <summary>Writes a PNG file, every pixel <paramref name="scale"/> pixels wide and high.</summary>
    public void Write(string path, int scale = 1)
    {
        var pixels = new byte[Width * Height * scale * scale];
        for (var y = 0; y < Height * scale; y++)
            for (var x = 0; x < Width * scale; x++)
                pixels[y * Width * scale + x] = (byte)(Greys[y / scale * Width + x / scale] * PngStep);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var file = File.Create(path);
        new ImageWriter().WritePng(pixels, Width * scale, Height * scale, StbImageWriteSharp.ColorComponents.Grey, file);
    }

    /// <summary>
    /// Fails unless a golden PNG shows exactly this; the picture drawn is then left beside it as "name.actual.png".
    /// With <see cref="RenewVariable"/> set, writes the golden one instead.
    /// </summary>
    public void AssertEquals(string goldenPath)
    {
        if (Environment.GetEnvironmentVariable(RenewVariable) is not null)
        {
            Write(goldenPath);
            return;
        }
        Xunit.Assert.True(File.Exists(goldenPath), $"no golden picture {goldenPath}; set {RenewVariable}=1 to write it");
        var golden = Read(goldenPath);
        var differing = golden.Width == Width && golden.Height == Height
            ? Enumerable.Range(0, Greys.Length).Where(i => golden.Greys[i] != Greys[i]).ToArray()
            : [0];
        if (differing.Length == 0)
            return;
        Write(Path.ChangeExtension(goldenPath, ".actual.png"));
        Xunit.Assert.Fail($"{Path.GetFileName(goldenPath)}: {differing.Length} pixels differ, the first at x {differing[0] % Width}, y {differing[0] / Width}");
    }
}
