namespace Recorder.Panel.Graphics.Fonts;

/// <summary>The four sizes of the panel, one hierarchy.</summary>
public static class Faces
{
    /// <summary>S: all text; capitals 7, x-height 5.</summary>
    public static Font Small { get; } = SmallFace.Create();

    /// <summary>S doubled by one pixel: the first line of an alarm.</summary>
    public static Font SmallBold { get; } = Small.Bolder();

    /// <summary>M: numbers that matter; capitals 10, advance 8.</summary>
    public static Font Medium { get; } = MediumFace.Create();

    /// <summary>L: the time; 22 pixels high, 10 wide.</summary>
    public static Font Time { get; } = StrokedFace.Create("0123456789:", 10, 22, 3, 2);

    /// <summary>L from ten hours on: 9 wide, so that 12:42:07 fits the same block.</summary>
    public static Font LongTime { get; } = StrokedFace.Create("0123456789:", 9, 22, 3, 2);

    /// <summary>L for the value a knob is turned to, with the letters of ON, OFF, NORM, INV, C, L and R.</summary>
    public static Font Value { get; } = StrokedFace.Create("0123456789:+-.CFILMNORV", 12, 22, 3, 3);

    /// <summary>The tuner's note: 36 pixels high.</summary>
    public static Font Note { get; } = StrokedFace.Create("ABCDEFG♯", 22, 36, 5, 4);

    /// <summary>XL: SAFE TO REMOVE.</summary>
    public static Font Banner { get; } = StrokedFace.Create("SAFETORMVE", 12, 18, 3, 3, bend: 0.4f);
}
