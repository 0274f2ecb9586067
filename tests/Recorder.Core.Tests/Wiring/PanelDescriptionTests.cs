using Recorder.Core.Faults;
using Recorder.Core.Ports;
using Recorder.Core.Wiring;

namespace Recorder.Core.Tests.Wiring;

public sealed class PanelDescriptionTests : IDisposable
{
    private readonly string file = Path.GetTempFileName();

    public void Dispose() => File.Delete(file);

    [Fact]
    public void Full_build_has_every_control_and_light_once_on_lines_of_its_own()
    {
        var panel = PanelDescription.Of("full");
        Assert.Equal(Enum.GetValues<PanelControl>(), [.. panel.Knobs.Select(knob => knob.Control), .. panel.Keys.Select(key => key.Control)]);
        Assert.Equal(Enum.GetValues<PanelLights>().Where(light => light != PanelLights.None), panel.Lamps.Select(lamp => lamp.Light));
        Assert.Equal(panel.Uses().Count(), panel.Uses().Select(use => use.Number).Distinct().Count());
        Assert.All(panel.Knobs, knob => Assert.All((string[])[knob.A, knob.B], line => Assert.StartsWith("pi:", line, StringComparison.Ordinal)));
    }

    [Fact]
    public void Small_build_has_four_knobs_and_six_keys_on_the_pis_own_pins()
    {
        var panel = PanelDescription.Of("small");
        Assert.Equal([PanelControl.Knob1, PanelControl.Knob2, PanelControl.Knob3, PanelControl.Main], panel.Knobs.Select(knob => knob.Control));
        Assert.Equal([PanelControl.Record, PanelControl.Stop, PanelControl.Play, PanelControl.Mark, PanelControl.Mix, PanelControl.Back], panel.Keys.Select(key => key.Control));
        Assert.Single(panel.Chips);
    }

    [Fact]
    public void Wiring_numbers_lines_by_chip_and_offset()
    {
        var wiring = PanelDescription.Of("full").Wiring();
        Assert.Equal(new KnobLines(PanelControl.Knob8, 27, 9, 128 + 8), wiring.Knobs[7]);
        Assert.Equal(new KeyLine(PanelControl.Power, 64 + 8), wiring.Keys[^1]);
        Assert.Equal((0, 128 + 7, 6), (wiring.DisplayDataCommandPin, wiring.DisplayResetPin, wiring.PowerFailPin));
    }

    [Theory]
    [InlineData("keys:A0", "keys:A1", "used twice, for REC key and for STOP key")]
    [InlineData("keys:A0", "keys:A7", "is an output only on MCP23017")]
    [InlineData("keys:A0", "keys:A8", "is no line of MCP23017")]
    [InlineData("keys:A0", "kays:A0", "names no chip of this panel")]
    [InlineData("pi:5\"", "pi:2\"", "belongs to a bus that is in use")]
    [InlineData("pi:5\"", "pi:28\"", "is no line of Raspberry Pi")]
    [InlineData(", \"interrupt\": \"pi:4\"", "", "is never heard: keys has no interrupt line")]
    [InlineData("\"control\": \"knob1\"", "\"control\": \"knob2\"", "K2 is there twice")]
    [InlineData("\"dataCommand\": \"pi:0\", ", "", "an SSD1322 needs its line D/C")]
    public void What_cannot_be_built_is_told_in_a_sentence(string written, string mistaken, string told)
    {
        using var stream = typeof(PanelDescription).Assembly.GetManifestResourceStream("full.json")!;
        var text = new StreamReader(stream).ReadToEnd();
        // A lamp stands on A7 already; the mistake is only about keys.
        if (mistaken == "keys:A7")
            text = text.Replace("\"light\": \"back\", \"line\": \"keys:A7\"", "\"light\": \"back\", \"line\": \"switches:B7\"", StringComparison.Ordinal);
        Assert.Contains(written, text, StringComparison.Ordinal);
        File.WriteAllText(file, text.Replace(written, mistaken, StringComparison.Ordinal));
        var trouble = Assert.Throws<RecorderException>(() => PanelDescription.Read(file));
        Assert.Equal(FaultKind.UnreadableInput, trouble.Kind);
        Assert.Contains(told, trouble.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', trouble.Message);
    }
}
