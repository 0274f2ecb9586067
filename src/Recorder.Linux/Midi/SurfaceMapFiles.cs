using System.Security.Cryptography;
using System.Text;
using Recorder.Core.Ports;

namespace Recorder.Linux.Midi;

/// <summary>What was learned about surfaces, one file each.</summary>
/// <param name="folder">Where; it is made when there is something to keep.</param>
public sealed class SurfaceMapFiles(string folder) : ISurfaceMaps
{
    private const int LongestMapBytes = 1 << 20;

    /// <inheritdoc/>
    public string? Load(MidiIdentity surface)
    {
        try
        {
            var file = new FileInfo(PathOf(surface));
            return file.Exists && file.Length <= LongestMapBytes ? File.ReadAllText(file.FullName) : null;
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public bool Save(MidiIdentity surface, string? map)
    {
        var file = PathOf(surface);
        try
        {
            if (map is null)
            {
                File.Delete(file);
                return true;
            }
            Directory.CreateDirectory(folder);
            // Whole or not at all: a power cut in between leaves the old one.
            var fresh = file + ".new";
            using (var stream = new FileStream(fresh, FileMode.Create, FileAccess.Write))
            {
                stream.Write(Encoding.UTF8.GetBytes(map));
                stream.Flush(flushToDisk: true);
            }
            File.Move(fresh, file, overwrite: true);
            return true;
        }
        catch (DirectoryNotFoundException) when (map is null)
        {
            return true;
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    // Readable, and still another one for another device: names may hold anything.
    private string PathOf(MidiIdentity surface)
    {
        var name = surface.ToString();
        var readable = new string([.. name.Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '-').Take(40)]);
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{surface.Client}\0{surface.Port}")).AsSpan(0, 4));
        return Path.Combine(folder, $"{readable}-{hash}.json");
    }
}
