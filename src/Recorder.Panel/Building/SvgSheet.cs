using System.Globalization;
using System.Text;

namespace Recorder.Panel.Building;

/// <summary>A drawing in SVG, measures in millimetres.</summary>
/// <param name="widthMm">From left to right.</param>
/// <param name="heightMm">From top to bottom.</param>
internal sealed class SvgSheet(double widthMm, double heightMm)
{
    private readonly StringBuilder body = new();

    public void Box(double x, double y, double width, double height, string style, double radius = 0) =>
        body.Append(CultureInfo.InvariantCulture, $"  <rect x=\"{x:0.##}\" y=\"{y:0.##}\" width=\"{width:0.##}\" height=\"{height:0.##}\" rx=\"{radius:0.##}\" style=\"{style}\"/>\n");

    public void Circle(double x, double y, double diameter, string style) =>
        body.Append(CultureInfo.InvariantCulture, $"  <circle cx=\"{x:0.##}\" cy=\"{y:0.##}\" r=\"{diameter / 2:0.###}\" style=\"{style}\"/>\n");

    public void Line(double x1, double y1, double x2, double y2, string style) =>
        body.Append(CultureInfo.InvariantCulture, $"  <line x1=\"{x1:0.##}\" y1=\"{y1:0.##}\" x2=\"{x2:0.##}\" y2=\"{y2:0.##}\" style=\"{style}\"/>\n");

    /// <summary>Text on a baseline; anchor is start, middle or end.</summary>
    public void Text(double x, double y, string text, double sizeMm, string anchor = "start", string extra = "")
    {
        var escaped = text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal);
        body.Append(CultureInfo.InvariantCulture,
            $"  <text x=\"{x:0.##}\" y=\"{y:0.##}\" text-anchor=\"{anchor}\" style=\"font:{sizeMm:0.##}px sans-serif;{extra}\">{escaped}</text>\n");
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{widthMm:0.##}mm\" height=\"{heightMm:0.##}mm\" viewBox=\"0 0 {widthMm:0.##} {heightMm:0.##}\">\n{body}</svg>\n");
}
