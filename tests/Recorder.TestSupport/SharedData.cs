using System.Runtime.CompilerServices;

namespace Recorder.TestSupport;

/// <summary>Finds the folder of real recordings that may lie beside the checkout; a stranger's clone has none.</summary>
public static class SharedData
{
    /// <summary>The path of a file or folder in it; skips the test, saying why, when it is not there.</summary>
    public static string Require(params string[] parts)
    {
        for (var folder = new DirectoryInfo(Path.GetDirectoryName(Here())!); folder is not null; folder = folder.Parent)
        {
            var path = Path.Combine([folder.FullName, "shared", "data", .. parts]);
            if (Path.Exists(path))
                return path;
        }
        Xunit.Assert.Skip($"no shared/data/{string.Join('/', parts)} beside the checkout");
        return "";
    }

    private static string Here([CallerFilePath] string path = "") => path;
}
