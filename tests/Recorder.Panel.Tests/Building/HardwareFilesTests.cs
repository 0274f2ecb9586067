using Recorder.Core.Wiring;
using Recorder.Panel.Building;
using Recorder.TestSupport;

namespace Recorder.Panel.Tests.Building;

/// <summary>What lies in hardware/ is what the descriptions make now.</summary>
public class HardwareFilesTests
{
    public static TheoryData<string> Builds => [.. PanelDescription.BuiltIn];

    [Theory, MemberData(nameof(Builds))]
    public void Files_in_the_hardware_folder_are_not_stale(string build)
    {
        var folder = Path.Combine(GoldenPictures.Project, "..", "..", "hardware", build);
        foreach (var (name, text) in HardwareFiles.Of(PanelDescription.Of(build)))
        {
            var path = Path.Combine(folder, name);
            if (Environment.GetEnvironmentVariable(GreyPicture.RenewVariable) is not null)
            {
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                File.WriteAllText(path, text);
            }
            Assert.True(File.Exists(path), $"hardware/{build}/{name} is not there: recorder hardware {build} --out hardware/{build}");
            Assert.True(File.ReadAllText(path) == text, $"hardware/{build}/{name} is stale: recorder hardware {build} --out hardware/{build}");
        }
    }

    [Theory, MemberData(nameof(Builds))]
    public void Holes_lie_inside_the_plate_and_do_not_touch(string build)
    {
        var panel = PanelDescription.Of(build);
        var holes = FrontPlate.Holes(panel).ToArray();
        var (width, height) = FrontPlate.Window(panel);
        foreach (var hole in holes)
        {
            Assert.InRange(hole.X, hole.Diameter / 2 + 2, panel.Plate.WidthMm - hole.Diameter / 2 - 2);
            Assert.InRange(hole.Y, hole.Diameter / 2 + 2, panel.Plate.HeightMm - hole.Diameter / 2 - 2);
            Assert.True(Math.Abs(hole.X - panel.Display.AtMm[0]) > (width + hole.Diameter) / 2 + 2 || Math.Abs(hole.Y - panel.Display.AtMm[1]) > (height + hole.Diameter) / 2 + 2,
                $"{hole.Name} lies in the window");
            foreach (var other in holes)
                if (other != hole)
                    Assert.True(Distance(hole, other) > (hole.Diameter + other.Diameter) / 2 + 2, $"{hole.Name} and {other.Name}");
        }
    }

    [Theory, MemberData(nameof(Builds))]
    public void Rec_stands_at_least_30_mm_from_stop(string build)
    {
        var holes = FrontPlate.Holes(PanelDescription.Of(build)).ToLookup(hole => hole.Name);
        Assert.InRange(Distance(holes["REC key"].Single(), holes["STOP key"].Single()), 30, 100);
    }

    [Theory, MemberData(nameof(Builds))]
    public void Schematic_passes_kicads_electrical_rules(string build)
    {
        using var folder = new TemporaryFolder();
        foreach (var (name, text) in HardwareFiles.Of(PanelDescription.Of(build)).Where(file => file.Key.StartsWith("schematic/", StringComparison.Ordinal)))
        {
            Directory.CreateDirectory(folder.File("schematic"));
            File.WriteAllText(folder.File(name), text);
        }
        var (exitCode, output, error) = DebianTool.Run("kicad, from Debian 13 on", "kicad-cli",
            "sch", "erc", "--exit-code-violations", "--severity-all", "--output", folder.File("erc.rpt"), folder.File($"schematic/{build}.kicad_sch"));
        Assert.True(exitCode == 0, output + error + (File.Exists(folder.File("erc.rpt")) ? File.ReadAllText(folder.File("erc.rpt")) : ""));
    }

    [Theory, MemberData(nameof(Builds))]
    public void Every_net_joins_two_pins_and_every_line_in_use_is_drawn(string build)
    {
        var panel = PanelDescription.Of(build);
        var nets = Parts.Of(panel).SelectMany(part => part.Pins).Where(pin => pin.Net is not null).GroupBy(pin => pin.Net!).ToDictionary(net => net.Key, net => net.Count());
        Assert.All(nets, net => Assert.True(net.Value >= 2, net.Key));
        foreach (var use in panel.Uses())
            Assert.Contains(use.Chip == 0 ? FormattableString.Invariant($"GPIO{use.Offset}") : $"{panel.Chips[use.Chip].Name} {panel.Chips[use.Chip].LineName(use.Offset)}", nets.Keys);
    }

    [Fact]
    public void Config_names_every_expander_with_its_address_and_interrupt()
    {
        var lines = HardwareFiles.Of(PanelDescription.Of("full"))["config.txt"].Split('\n');
        Assert.Contains("dtoverlay=mcp23017,addr=0x20,gpiopin=4", lines);
        Assert.Contains("dtoverlay=mcp23017,addr=0x21,gpiopin=7", lines);
        Assert.Contains("dtoverlay=spi0-1cs,no_miso", lines);
        Assert.Contains("dtoverlay=i2c-rtc,ds3231", lines);
    }

    private static double Distance((string, double X, double Y, double) a, (string, double X, double Y, double) b) =>
        Math.Sqrt((a.X - b.X) * (a.X - b.X) + (a.Y - b.Y) * (a.Y - b.Y));
}
