using Recorder.Core.Parameters;
using Recorder.Core.Ports;
using Recorder.Core.SetUp;

namespace Recorder.Studio.SoundCheck;

/// <summary>Where an input stands: what the sound check has to know of it beside its sound.</summary>
public sealed record InputPlace
{
    /// <summary>Its name; "" has none.</summary>
    public string Name { get; init; } = "";

    /// <summary>Whether it is the right half of a stereo pair, whose left is the input before it.</summary>
    public bool IsRightOfPair { get; init; }

    public MicrophoneType Microphone { get; init; }

    /// <summary>What its interface lets set of it.</summary>
    public InputControls Controls { get; init; }

    /// <summary>Where the low cut of its strip stands.</summary>
    public float LowCutHz { get; init; } = StripParameters.HighPassOffHz;

    /// <summary>Whether its strip turns it upside down.</summary>
    public bool IsInverted { get; init; }
}
