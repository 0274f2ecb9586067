namespace Recorder.Panel.Graphics;

/// <summary>What each of the sixteen greys of the display means; nothing else is used.</summary>
public static class Grey
{
    /// <summary>The dark ground, and text on a white plate.</summary>
    public const byte Black = 0;

    /// <summary>The empty track of a meter in a mix.</summary>
    public const byte Well = 1;

    /// <summary>The empty track of a bar.</summary>
    public const byte Track = 2;

    /// <summary>Rules, and the plate of the chosen row.</summary>
    public const byte Rule = 3;

    /// <summary>Scales, and what is muted or off.</summary>
    public const byte Scale = 4;

    /// <summary>The body of a peak meter.</summary>
    public const byte Peak = 5;

    /// <summary>Labels and hints.</summary>
    public const byte Label = 7;

    /// <summary>Text.</summary>
    public const byte Text = 11;

    /// <summary>The filled RMS part of a meter.</summary>
    public const byte Rms = 13;

    /// <summary>A live value, or the chosen thing.</summary>
    public const byte Live = 15;
}
