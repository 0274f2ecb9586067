using Recorder.Panel.Graphics;

namespace Recorder.Panel.Screens.Parts;

/// <summary>Four rows of a list that moves under the chosen one, with its scroll bar.</summary>
internal static class ListRows
{
    private const int PlateWidth = 250;
    private const int BarX = 253;
    private const int BarTop = 13;
    private const int BarHeight = 40;

    /// <summary>Writes one row: its index, the y of its capitals and whether it is chosen.</summary>
    public delegate void RowWriter(int index, int y, bool isChosen);

    /// <summary>Draws the rows around the chosen one.</summary>
    public static void Draw(FrameBuffer frame, int count, int chosen, RowWriter write)
    {
        var first = Math.Clamp(chosen - Layout.ListRows / 2, 0, Math.Max(0, count - Layout.ListRows));
        for (var i = first; i < Math.Min(count, first + Layout.ListRows); i++)
        {
            var y = Layout.FirstRowY + Layout.RowPitch * (i - first);
            if (i == chosen)
            {
                frame.Fill(0, y - 2, PlateWidth, 11, Grey.Rule);
                frame.Fill(0, y - 2, 2, 11, Grey.Live);
            }
            write(i, y, i == chosen);
        }
        if (count <= Layout.ListRows)
            return;
        var thumb = Math.Max(4, BarHeight * Layout.ListRows / count);
        frame.Fill(BarX, BarTop, 1, BarHeight, Grey.Track);
        frame.Fill(BarX, BarTop + (BarHeight - thumb) * first / (count - Layout.ListRows), 1, thumb, Grey.Label);
    }
}
