using Recorder.Linux.Audio.Controls;

namespace Recorder.Linux.Tests.Audio.Controls;

/// <summary>Names as drivers have them; inputs here count from 1, 0 is none.</summary>
public class ControlNameTests
{
    [Theory]
    [InlineData("Mic 1 Capture Volume", "number", nameof(ControlPurpose.Gain), 1, 1)]
    [InlineData("Line In 3-4 Gain", "number", nameof(ControlPurpose.Gain), 3, 4)]
    [InlineData("Mic Capture Volume", "number", nameof(ControlPurpose.Gain), 0, 0)]
    [InlineData("Analogue 12 Level", "number", nameof(ControlPurpose.Gain), 12, 12)]
    [InlineData("Line 1/2 Capture Volume", "number", nameof(ControlPurpose.Gain), 1, 2)]
    [InlineData("Master Playback Volume", "number", nameof(ControlPurpose.None), 0, 0)]
    [InlineData("Line Out 1 Playback Volume", "number", nameof(ControlPurpose.None), 0, 0)]
    [InlineData("Headphone Gain", "number", nameof(ControlPurpose.None), 0, 0)]
    [InlineData("Line In 1 Phantom Power Capture Switch", "switch", nameof(ControlPurpose.Phantom), 1, 1)]
    [InlineData("Input 2 48V", "switch", nameof(ControlPurpose.Phantom), 2, 2)]
    [InlineData("48V Mic 3 Switch", "switch", nameof(ControlPurpose.Phantom), 3, 3)]
    [InlineData("+48 V 1-4", "switch", nameof(ControlPurpose.Phantom), 1, 4)]
    [InlineData("Line In 2 Pad Capture Switch", "switch", nameof(ControlPurpose.Pad), 2, 2)]
    [InlineData("Mic 1 Capture Switch", "switch", nameof(ControlPurpose.None), 0, 0)]
    [InlineData("Clock Source", "choice", nameof(ControlPurpose.ClockSource), 0, 0)]
    [InlineData("Sync Source", "choice", nameof(ControlPurpose.ClockSource), 0, 0)]
    [InlineData("Sample Clock Source", "choice", nameof(ControlPurpose.ClockSource), 0, 0)]
    [InlineData("Input 1 Source", "choice", nameof(ControlPurpose.None), 0, 0)]
    [InlineData("Clock Source 41 Validity", "switch", nameof(ControlPurpose.ClockValidity), 0, 0)]
    [InlineData("Sync Status", "switch", nameof(ControlPurpose.ClockValidity), 0, 0)]
    [InlineData("Current Sample Rate", "number", nameof(ControlPurpose.ClockRate), 0, 0)]
    public void A_name_tells_what_it_is_for_and_for_which_inputs(string name, string kind, string purpose, int first, int last)
    {
        var told = ControlName.Of(name, kind == "switch", kind == "choice");
        Assert.Equal((purpose, first, last), (told.Purpose.ToString(), (told.FirstInput ?? -1) + 1, (told.LastInput ?? -1) + 1));
    }
}
