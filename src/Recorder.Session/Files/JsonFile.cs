using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Recorder.Core.Faults;

namespace Recorder.Session.Files;

/// <summary>Small files that are always whole: written under another name, flushed, then renamed over the old one.</summary>
internal static class JsonFile
{
    private const string FreshExtension = ".new";

    /// <summary>What the file says; null when it is not there, cannot be read or is not what it should be.</summary>
    /// <remarks>These files hold what people said about recordings, never the recordings: a damaged one must not keep anyone from them.</remarks>
    public static T? TryRead<T>(string path, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(path), type);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    /// <summary>Replaces the file, making its folder when it is not there.</summary>
    /// <exception cref="RecorderException">The disk refuses; the old file stands.</exception>
    public static void Write<T>(string path, T value, JsonTypeInfo<T> type)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            using (var file = new FileStream(path + FreshExtension, FileMode.Create, FileAccess.Write, FileShare.None))
            {
                JsonSerializer.Serialize(file, value, type);
                file.WriteByte((byte)'\n');
                file.Flush(flushToDisk: true);
            }
            File.Move(path + FreshExtension, path, overwrite: true);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new RecorderException(FaultKind.Storage,
                $"{path} cannot be written; what it said before still stands; make room or check the disk.", problem);
        }
    }
}
