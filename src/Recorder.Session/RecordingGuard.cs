using Recorder.Core.Faults;

namespace Recorder.Session;

/// <summary>Keeps renders out of the folders that hold recordings: those are written once and never again.</summary>
public static class RecordingGuard
{
    /// <summary>Throws when a folder is a take's, or lies in one.</summary>
    /// <exception cref="RecorderException">Of kind <see cref="FaultKind.WrongWords"/>.</exception>
    public static void RefuseTakeFolder(string folder)
    {
        for (var place = new DirectoryInfo(Path.GetFullPath(folder)); place.Parent is { } parent; place = parent)
        {
            if (parent.Name == SessionLayout.Takes && SessionLayout.TryParseTakeName(place.Name, out _))
            {
                throw new RecorderException(FaultKind.WrongWords,
                    $"{folder} holds the recordings of a take, and nothing else is ever written there: nothing was done; choose another folder.");
            }
        }
    }
}
