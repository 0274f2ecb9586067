using Recorder.Link;

namespace Recorder.App.Composition;

/// <summary>Tells the host's first start since power came from one after a crash: a mark among the run-time files, which go with the power.</summary>
internal sealed class PowerOnMark(LinkPaths link)
{
    private const string Ending = ".powered-on";

    /// <summary>Whether there was no mark yet; there is one from now on. Where none can be made, it is never power-on: better no take than a second one.</summary>
    public bool Take()
    {
        var path = link.Socket + Ending;
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            using var mark = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
            return true;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
