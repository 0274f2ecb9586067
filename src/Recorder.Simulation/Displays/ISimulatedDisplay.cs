namespace Recorder.Simulation.Displays;

/// <summary>A display controller in memory that shows what was really sent to it.</summary>
public interface ISimulatedDisplay
{
    /// <summary>Pixels from left to right.</summary>
    int Width { get; }

    /// <summary>Pixels from top to bottom.</summary>
    int Height { get; }

    /// <summary>Grows with each transfer that can change what is seen.</summary>
    long Version { get; }

    /// <summary>Whether the display is on; off, the picture is dark and kept.</summary>
    bool IsOn { get; }

    /// <summary>The contrast register, 0 to 255.</summary>
    byte Contrast { get; }

    /// <summary>Copies the picture as it is seen: one byte a pixel, 0 to 15; all dark while the display is off.</summary>
    void CopyPicture(Span<byte> greys);
}
