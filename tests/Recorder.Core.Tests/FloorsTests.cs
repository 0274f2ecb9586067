using System.Runtime.CompilerServices;
using System.Xml.Linq;

namespace Recorder.Core.Tests;

/// <summary>References point down only, never sideways.</summary>
public class FloorsTests
{
    private static readonly Dictionary<string, int> FloorOf = new()
    {
        ["Core"] = 0,
        ["Dsp"] = 1, ["Media"] = 1, ["Session"] = 1, ["Link"] = 1,
        ["Engine"] = 2, ["Studio"] = 2, ["Panel"] = 2, ["Web"] = 2,
        ["Linux"] = 3, ["Simulation"] = 3,
        ["App"] = 4,
    };

    [Fact]
    public void Every_project_has_a_floor() =>
        Assert.Equal(FloorOf.Keys.Order(), Projects().Select(project => project.Name).Order());

    [Fact]
    public void References_point_down_only()
    {
        var wrong = from project in Projects()
                    from reference in project.References
                    where FloorOf[reference] >= FloorOf[project.Name]
                    select $"{project.Name} -> {reference}";
        Assert.Empty(wrong);
    }

    [Fact]
    public void Panel_and_web_do_not_see_the_engine()
    {
        foreach (var project in Projects().Where(project => project.Name is "Panel" or "Web"))
            Assert.Equal(["Core"], project.References);
    }

    private static IEnumerable<(string Name, string[] References)> Projects()
    {
        var src = Path.Combine(Path.GetDirectoryName(Here())!, "..", "..", "src");
        foreach (var file in Directory.EnumerateFiles(src, "*.csproj", SearchOption.AllDirectories))
        {
            var references = XDocument.Load(file).Descendants("ProjectReference")
                .Select(reference => ShortName(reference.Attribute("Include")!.Value)).ToArray();
            yield return (ShortName(file), references);
        }
    }

    private static string ShortName(string path) => Path.GetFileNameWithoutExtension(path.Replace('\\', '/'))["Recorder.".Length..];

    private static string Here([CallerFilePath] string path = "") => path;
}
