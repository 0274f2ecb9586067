using Microsoft.AspNetCore.Http;
using Recorder.Web.Json;

namespace Recorder.Web.Endpoints;

/// <summary>A file of the session that can be downloaded.</summary>
/// <param name="Path">From the session's folder, with '/' between the parts.</param>
/// <param name="Bytes">Its length now.</param>
/// <param name="ModifiedAt">When it was last written.</param>
public sealed record SessionFile(string Path, long Bytes, DateTimeOffset ModifiedAt);

/// <summary>Lists and sends the files of the session's folder, and nothing outside it.</summary>
internal sealed class FileEndpoints(Func<string?> sessionFolder)
{
    // Links are left out: one that points outside must not become a door.
    private static readonly EnumerationOptions OwnFiles = new()
    {
        RecurseSubdirectories = true,
        MaxRecursionDepth = 6,
        AttributesToSkip = FileAttributes.ReparsePoint | FileAttributes.Hidden,
        IgnoreInaccessible = true,
    };

    /// <summary>GET /api/files: every file of the session, in the order of its path.</summary>
    public Task List(HttpContext context)
    {
        var folder = sessionFolder();
        SessionFile[] list = folder is null || !Directory.Exists(folder) ? [] :
        [
            .. new DirectoryInfo(folder).EnumerateFiles("*", OwnFiles)
                .Select(file => new SessionFile(Path.GetRelativePath(folder, file.FullName), file.Length, file.LastWriteTimeUtc))
                .OrderBy(file => file.Path, StringComparer.Ordinal),
        ];
        return context.Response.WriteAsJsonAsync(list, WebJson.Default.SessionFileArray, cancellationToken: context.RequestAborted);
    }

    /// <summary>GET /files/…: one file, as a whole or a range of it.</summary>
    public Task Download(HttpContext context)
    {
        var path = Resolve(sessionFolder(), context.Request.RouteValues["path"] as string ?? "");
        return path is null
            ? Results.NotFound().ExecuteAsync(context)
            : Results.File(path, "application/octet-stream", Path.GetFileName(path), enableRangeProcessing: true).ExecuteAsync(context);
    }

    /// <summary>The full path of a file below a folder; null when it is not there, hidden, reached through a link or outside.</summary>
    internal static string? Resolve(string? folder, string path)
    {
        if (folder is null || path.Length == 0 || path.Contains('\0'))
            return null;
        var current = Path.GetFullPath(folder);
        foreach (var part in path.Split('/'))
        {
            if (part.Length == 0 || part.StartsWith('.') || part.Contains('\\'))
                return null;
            current = Path.Combine(current, part);
            var info = new FileInfo(current);
            if ((info.Exists || Directory.Exists(current)) && info.LinkTarget is not null)
                return null;
        }
        return File.Exists(current) ? current : null;
    }
}
