using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Recorder.Core.Wiring;

namespace Recorder.Panel.Building;

/// <summary>
/// The schematic for KiCad 8 and later: every part as a box with its pins, joined by global labels with the nets' names
/// (file formats: dev-docs.kicad.org, "Schematic file format" and "Symbol library file format", version 20231120).
/// </summary>
internal static class Schematic
{
    private const string Library = "recorder";
    private const double GridMm = 2.54;
    private const double HalfWidthMm = 10.16;
    private const double PinMm = 2.54;
    private const double ColumnMm = 91.44;
    private const double SheetBottomMm = 395;
    private const string Font = "(effects (font (size 1.27 1.27)))";

    /// <summary>The files of the project by name.</summary>
    public static IEnumerable<(string Name, string Text)> Write(PanelDescription panel)
    {
        var parts = Parts.Of(panel);
        var symbols = parts.DistinctBy(part => part.Symbol).ToArray();
        yield return ($"schematic/{panel.Name}.kicad_sch", Sheet(panel, parts, symbols));
        yield return ($"schematic/{panel.Name}.kicad_pro", "{\n  \"meta\": { \"filename\": \"" + panel.Name + ".kicad_pro\", \"version\": 1 }\n}\n");
        yield return ($"schematic/{Library}.kicad_sym", SymbolLibrary(symbols));
        yield return ("schematic/sym-lib-table",
            $"(sym_lib_table\n  (version 7)\n  (lib (name \"{Library}\")(type \"KiCad\")(uri \"${{KIPRJMOD}}/{Library}.kicad_sym\")(options \"\")(descr \"\"))\n)\n");
    }

    private static string SymbolLibrary(Part[] symbols)
    {
        var text = new StringBuilder("(kicad_symbol_lib (version 20231120) (generator \"recorder\") (generator_version \"1.0\")\n");
        foreach (var part in symbols)
            Symbol(text, part, prefix: "");
        return text.Append(")\n").ToString();
    }

    private static string Sheet(PanelDescription panel, Part[] parts, Part[] symbols)
    {
        var root = Id(panel.Name);
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"(kicad_sch (version 20231120) (generator \"recorder\") (generator_version \"1.0\") (uuid \"{root}\") (paper \"A2\")\n");
        text.Append(CultureInfo.InvariantCulture, $"  (title_block (title \"{panel.Title}\") (comment 1 \"Made from {panel.Name}.json by recorder hardware\"))\n  (lib_symbols\n");
        foreach (var part in symbols)
            Symbol(text, part, Library + ":");
        text.Append("  )\n");
        var (x, y) = (ColumnMm / 2 + 10.16, 25.4);
        foreach (var part in parts)
        {
            var height = HeightMm(part);
            if (y + height > SheetBottomMm)
                (x, y) = (x + ColumnMm, 25.4);
            Place(text, panel, part, x, y + Math.Floor(height / 2 / GridMm) * GridMm, root);
            y += Math.Ceiling((height + 7.62) / GridMm) * GridMm;
        }
        return text.Append("  (sheet_instances (path \"/\" (page \"1\")))\n)\n").ToString();
    }

    private static void Symbol(StringBuilder text, Part part, string prefix)
    {
        var name = part.Symbol.Replace('#', '_').Replace('+', '_');
        var half = HeightMm(part) / 2;
        text.Append(CultureInfo.InvariantCulture, $"  (symbol \"{prefix}{name}\" (pin_names (offset 0.5)) (exclude_from_sim no) (in_bom yes) (on_board yes)\n");
        text.Append(CultureInfo.InvariantCulture, $"    (property \"Reference\" \"{part.Reference.TrimEnd("0123456789".ToCharArray())}\" (at 0 {half + 2.54:0.##} 0) {Font})\n");
        text.Append(CultureInfo.InvariantCulture, $"    (property \"Value\" \"{name}\" (at 0 {-half - 2.54:0.##} 0) {Font})\n");
        foreach (var property in (string[])["Footprint", "Datasheet", "Description"])
            text.Append(CultureInfo.InvariantCulture, $"    (property \"{property}\" \"\" (at 0 0 0) (effects (font (size 1.27 1.27)) (hide yes)))\n");
        text.Append(CultureInfo.InvariantCulture,
            $"    (symbol \"{name}_0_1\" (rectangle (start {-HalfWidthMm} {half:0.##}) (end {HalfWidthMm} {-half:0.##}) (stroke (width 0.254) (type default)) (fill (type background))))\n");
        text.Append(CultureInfo.InvariantCulture, $"    (symbol \"{name}_1_1\"\n");
        for (var i = 0; i < part.Pins.Length; i++)
        {
            var (px, py, angle) = PinAt(part, i);
            text.Append(CultureInfo.InvariantCulture,
                $"      (pin {Word(part.Pins[i].Kind)} line (at {px:0.##} {py:0.##} {angle}) (length {PinMm}) (name \"{part.Pins[i].Name}\" {Font}) (number \"{part.Pins[i].Number}\" {Font}))\n");
        }
        text.Append("    )\n  )\n");
    }

    private static void Place(StringBuilder text, PanelDescription panel, Part part, double x, double y, string root)
    {
        var name = part.Symbol.Replace('#', '_').Replace('+', '_');
        var half = HeightMm(part) / 2;
        text.Append(CultureInfo.InvariantCulture,
            $"  (symbol (lib_id \"{Library}:{name}\") (at {x:0.##} {y:0.##} 0) (unit 1) (exclude_from_sim no) (in_bom yes) (on_board yes) (dnp no) (uuid \"{Id(panel.Name, part.Reference)}\")\n");
        text.Append(CultureInfo.InvariantCulture, $"    (property \"Reference\" \"{part.Reference}\" (at {x - 5.08:0.##} {y - half - 1.27:0.##} 0) {Font})\n");
        text.Append(CultureInfo.InvariantCulture, $"    (property \"Value\" \"{part.Value.Replace("\"", "'", StringComparison.Ordinal)}\" (at {x + 2.54:0.##} {y + half + 1.27:0.##} 0) {Font})\n");
        foreach (var pin in part.Pins)
            text.Append(CultureInfo.InvariantCulture, $"    (pin \"{pin.Number}\" (uuid \"{Id(panel.Name, part.Reference, pin.Number)}\"))\n");
        text.Append(CultureInfo.InvariantCulture, $"    (instances (project \"{panel.Name}\" (path \"/{root}\" (reference \"{part.Reference}\") (unit 1))))\n  )\n");
        for (var i = 0; i < part.Pins.Length; i++)
        {
            var (px, py, angle) = PinAt(part, i);
            var (pin, at) = (part.Pins[i], string.Create(CultureInfo.InvariantCulture, $"(at {x + px:0.##} {y - py:0.##}"));
            if (pin.Net is { } net)
                text.Append(CultureInfo.InvariantCulture,
                    $"  (global_label \"{net}\" (shape passive) {at} {(angle == 0 ? 180 : 0)}) (effects (font (size 1.27 1.27)) (justify {(angle == 0 ? "right" : "left")})) (uuid \"{Id(panel.Name, part.Reference, pin.Number, "net")}\"))\n");
            else if (pin.Kind != PinKind.NotConnected)
                text.Append(CultureInfo.InvariantCulture, $"  (no_connect {at}) (uuid \"{Id(panel.Name, part.Reference, pin.Number, "none")}\"))\n");
        }
    }

    // Half of the pins on the left side, half on the right, from the top; symbols count y upwards.
    private static (double X, double Y, int Angle) PinAt(Part part, int index)
    {
        var rows = (part.Pins.Length + 1) / 2;
        var (isLeft, row) = (index < rows, index % rows);
        return (isLeft ? -HalfWidthMm - PinMm : HalfWidthMm + PinMm, Math.Floor((rows - 1) / 2.0) * GridMm - row * GridMm, isLeft ? 0 : 180);
    }

    private static double HeightMm(Part part) => ((part.Pins.Length + 1) / 2 + 1) / 2 * 2 * GridMm + GridMm;

    private static string Word(PinKind kind) => kind switch
    {
        PinKind.PowerIn => "power_in",
        PinKind.PowerOut => "power_out",
        PinKind.NotConnected => "no_connect",
        _ => kind.ToString().ToLowerInvariant(),
    };

    // The same part has the same identity every time, so that the file changes only where the description does.
    private static string Id(params string[] names) => new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('/', names))).AsSpan(0, 16)).ToString();
}
