using System.Collections.Immutable;
using Recorder.Core.Faults;
using Recorder.Core.Ports;
using Recorder.Core.Snapshots;
using Recorder.Session;
using Recorder.Session.Folders;

namespace Recorder.App.Host.Session;

/// <summary>A finished song that a master's tone can be brought nearer to, and where it lies.</summary>
internal sealed record Reference(ReferenceOffer Offer, string Path);

/// <summary>
/// What can be a reference: the masters of the session's other takes, audio files in the folder References beside the
/// sessions, and those on the stick, at its root and in its folder References.
/// </summary>
/// <param name="session">The session.</param>
/// <param name="shelf">Its takes.</param>
/// <param name="stick">The stick.</param>
internal sealed class ReferenceShelf(SessionFolder session, TakeShelf shelf, IRemovableDrive stick)
{
    /// <summary>The folder beside the sessions, and on a stick.</summary>
    public const string FolderName = "References";

    // More than anyone turns through; a stick may hold a whole library.
    private const int MostFilesOfAFolder = 100;

    // As far as displays and sentences can carry a name.
    private const int MostLetters = 32;

    private static readonly string[] Endings = [".wav", ".flac", ".mp3", ".opus", ".ogg", ".aiff", ".aif"];

    /// <summary>The masters of other takes.</summary>
    /// <param name="take">The number of the take that is mastered; its own masters are none of them.</param>
    public IEnumerable<Reference> Masters(int? take) => shelf.Summaries.Where(other => other.Number != take).Select(Master).OfType<Reference>();

    /// <summary>The audio files.</summary>
    public IEnumerable<Reference> Files() =>
    [
        .. Files(Beside(), "here", "recorder"),
        .. Files(stick.Folder, "stick", "stick"),
        .. Files(stick.Folder is { } folder ? Path.Combine(folder, FolderName) : null, "stick/" + FolderName, "stick"),
    ];

    /// <summary>The reference with a key; null when it is not there now.</summary>
    /// <param name="key">The key.</param>
    /// <param name="take">As for <see cref="Masters"/>.</param>
    public Reference? Find(string key, int? take) => Masters(take).Concat(Files()).FirstOrDefault(one => one.Offer.Key == key);

    private string? Beside() => Path.GetDirectoryName(session.Path) is { } parent ? Path.Combine(parent, FolderName) : null;

    private Reference? Master(TakeSummary take)
    {
        if (MasterShelf.CountingCertificate(session, take.Number) is not { FileName: { Length: > 0 } file })
            return null;
        var path = session.Resolve($"{SessionLayout.MasterFolder(take.Number)}/{file}");
        var number = FormattableString.Invariant($"T{take.Number}");
        return File.Exists(path) ? new Reference(new ReferenceOffer(number, $"{number} {take.Name}".TrimEnd(), "master"), path) : null;
    }

    private static IEnumerable<Reference> Files(string? folder, string keyPart, string place)
    {
        try
        {
            if (folder is null || !Directory.Exists(folder))
                return [];
            return
            [
                .. Directory.EnumerateFiles(folder).Where(IsAudio).Order(StringComparer.OrdinalIgnoreCase).Take(MostFilesOfAFolder)
                    .Select(file => new Reference(new ReferenceOffer($"{keyPart}/{Path.GetFileName(file)}", Short(Path.GetFileNameWithoutExtension(file)), place), file)),
            ];
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            // A stick that is being pulled offers nothing.
            return [];
        }
    }

    private static string Short(string name) => name.Length > MostLetters ? name[..(MostLetters - 1)].TrimEnd() + "…" : name;

    private static bool IsAudio(string file) =>
        Endings.Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase) && !Path.GetFileName(file).StartsWith('.');
}
