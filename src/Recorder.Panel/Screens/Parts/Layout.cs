namespace Recorder.Panel.Screens.Parts;

/// <summary>The measures all screens of the large display share, in pixels; y is the top of capitals.</summary>
internal static class Layout
{
    public const int Left = 2;
    public const int Right = 253;
    public const int Width = Right - Left + 1;

    public const int StatusY = 1;
    public const int RuleY = 10;
    public const int BodyY = 13;
    public const int BodyBottom = 41;
    public const int LabelY = 45;
    public const int ValueY = 55;

    /// <summary>Eight columns, one under each knob.</summary>
    public const int ColumnPitch = 32;

    /// <summary>The widest text of a column, so that two neighbours never touch.</summary>
    public const int ColumnWidth = ColumnPitch - 2;

    /// <summary>Four rows of a list, and from one to the next.</summary>
    public const int ListRows = 4;
    public const int FirstRowY = 14;
    public const int RowPitch = 10;

    public static int Column(int knob) => Left + ColumnPitch * knob;
}
