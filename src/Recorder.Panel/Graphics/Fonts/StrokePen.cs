using System.Numerics;

namespace Recorder.Panel.Graphics.Fonts;

/// <summary>A pen of fixed width that follows rounded paths inside a box and leaves whole pixels.</summary>
/// <param name="width">Box width in pixels, at most 32.</param>
/// <param name="height">Box height in pixels.</param>
/// <param name="stroke">Pen width in pixels.</param>
internal sealed class StrokePen(int width, int height, int stroke)
{
    // Straight pieces a bend is made of; more would not change a pixel at these sizes.
    private const int PiecesPerBend = 12;
    private const float Tolerance = 0.02f;

    private readonly uint[] rows = new uint[height];

    /// <summary>A corner of a path in the unit box; sharp ones are filled square.</summary>
    public readonly record struct Corner(Vector2 Point, bool IsSharp);

    /// <summary>Draws one path; <paramref name="bend"/> is the radius of its round corners as a share of the box's width.</summary>
    public void Draw(IReadOnlyList<Corner> corners, bool closed, float bend)
    {
        var points = corners.Select(corner => ToPixels(corner.Point)).ToArray();
        var radius = bend * (width - stroke);
        List<Vector2> line = [];
        for (var i = 0; i < points.Length; i++)
        {
            var isEnd = !closed && (i == 0 || i == points.Length - 1);
            var before = points[(i + points.Length - 1) % points.Length];
            var after = points[(i + 1) % points.Length];
            if (isEnd)
                line.Add(Extended(points[i], i == 0 ? after : before));
            else if (corners[i].IsSharp)
                AddSharp(line, before, points[i], after);
            else
                AddBend(line, before, points[i], after, radius);
        }
        if (closed)
            line.Add(line[0]);
        for (var i = 1; i < line.Count; i++)
            Segment(line[i - 1], line[i]);
    }

    /// <summary>The pixels drawn so far.</summary>
    public Glyph Lift() => new(width, rows);

    // On whole pixels of travel, so that every upright and level stroke is exactly as wide as the pen.
    private Vector2 ToPixels(Vector2 unit) =>
        new(stroke / 2f + MathF.Round(unit.X * (width - stroke)), stroke / 2f + MathF.Round(unit.Y * (height - stroke)));

    // An upright or level end is cut square; a slanting one runs out of the box, so that it stands flat on the line.
    private Vector2 Extended(Vector2 end, Vector2 next)
    {
        var direction = Vector2.Normalize(end - next);
        if (direction.X is 0 || direction.Y is 0)
        {
            Square(end);
            return end;
        }
        return end + direction * (end.Y < stroke || end.Y > height - stroke ? stroke : 0);
    }

    private void AddSharp(List<Vector2> line, Vector2 before, Vector2 corner, Vector2 after)
    {
        if (before.X == corner.X || before.Y == corner.Y || after.X == corner.X || after.Y == corner.Y)
            Square(corner);
        line.Add(corner);
    }

    private static void AddBend(List<Vector2> line, Vector2 before, Vector2 corner, Vector2 after, float radius)
    {
        var into = Vector2.Normalize(before - corner) * Math.Min(radius, Vector2.Distance(before, corner) / 2);
        var away = Vector2.Normalize(after - corner) * Math.Min(radius, Vector2.Distance(after, corner) / 2);
        for (var i = 0; i <= PiecesPerBend; i++)
        {
            var (sin, cos) = MathF.SinCos(MathF.PI / 2 * i / PiecesPerBend);
            line.Add(corner + into * (1 - sin) + away * (1 - cos));
        }
    }

    private void Square(Vector2 centre)
    {
        for (var y = 0; y < height; y++)
            for (var x = 0; x < width; x++)
                if (Math.Max(Math.Abs(x + 0.5f - centre.X), Math.Abs(y + 0.5f - centre.Y)) <= stroke / 2f)
                    Set(x, y);
    }

    private void Segment(Vector2 from, Vector2 to)
    {
        var along = to - from;
        var lengthSquared = along.LengthSquared();
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var pixel = new Vector2(x + 0.5f, y + 0.5f);
                var share = lengthSquared == 0 ? 0 : Math.Clamp(Vector2.Dot(pixel - from, along) / lengthSquared, 0, 1);
                if (Vector2.Distance(pixel, from + along * share) <= stroke / 2f + Tolerance)
                    Set(x, y);
            }
        }
    }

    private void Set(int x, int y) => rows[y] |= 1u << (width - 1 - x);
}
