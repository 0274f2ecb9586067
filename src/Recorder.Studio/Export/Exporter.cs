using System.Security.Cryptography;
using System.Text;
using Recorder.Core.Faults;
using Recorder.Core.Ports;

namespace Recorder.Studio.Export;

/// <summary>
/// Copies files to a stick so that each final name stands for bytes that the medium itself gave back.
/// </summary>
/// <remarks>
/// Per file: written under a temporary name, synced, read back past the page cache, hashed and compared, renamed.
/// Interrupted and run again, it goes on: finished files are read back and left, an unfinished one is continued from
/// the last byte that agrees with its source.
/// </remarks>
public sealed class Exporter(IExportVolume volume, IProgress<ExportStep>? progress = null)
{
    /// <summary>The list of hashes left beside the files, in the format that <c>sha256sum --check</c> reads.</summary>
    public const string HashListName = "SHA256SUMS";

    /// <summary>What a file's name ends with until it was read back.</summary>
    public const string TemporarySuffix = ".part";

    private const int BlockBytes = 1 << 20;

    // A commit of a running take waits for every unwritten page of the machine, so a copy never leaves many behind.
    private const long SyncEveryBytes = 8 << 20;

    private readonly byte[] block = new byte[BlockBytes];
    private readonly byte[] other = new byte[BlockBytes];
    private ExportStep step;

    /// <summary>Copies all items; a file that does not verify is told in the report and has no final name.</summary>
    /// <exception cref="RecorderException">A source cannot be read, or the drive is full, read-only or gone.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; finished files stay.</exception>
    public ExportReport Copy(IReadOnlyList<ExportItem> items, CancellationToken cancel)
    {
        RefuseMissing(items);
        items = ExportParts.Split(items, volume);
        RefuseDoubleNames(items);
        RefuseOwnSource(items);
        var lengths = items.Select(item => item.Bytes).ToArray();
        CheckRoom(items, lengths);
        step = new ExportStep(items.Count, 0, lengths.Sum(), 0, 0);
        var files = new List<ExportedFile>();
        var current = HashListName;
        try
        {
            foreach (var item in items)
            {
                cancel.ThrowIfCancellationRequested();
                current = item.Name;
                files.Add(CopyOne(item, cancel));
                Advance(step with { FilesDone = step.FilesDone + 1 });
            }
            current = HashListName;
            var report = new ExportReport(volume.Folder, files);
            WriteHashLists(report);
            return report;
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            throw new RecorderException(FaultKind.Storage, Sentence(current, files.Count, trouble), trouble);
        }
    }

    private static void RefuseDoubleNames(IReadOnlyList<ExportItem> items)
    {
        var twice = items.GroupBy(item => item.Name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(group => group.Count() > 1);
        if (twice is not null)
            throw new RecorderException(FaultKind.WrongWords,
                $"Two files would be called {twice.Key} on the drive: nothing was copied; export them one after the other.");
    }

    private void RefuseOwnSource(IReadOnlyList<ExportItem> items)
    {
        var own = items.FirstOrDefault(item => Path.GetFullPath(item.SourcePath) == Path.GetFullPath(Path.Combine(volume.Folder, item.Name)));
        if (own is not null)
            throw new RecorderException(FaultKind.WrongWords,
                $"{own.SourcePath} would be copied onto itself: nothing was copied; give the folder of another drive.");
    }

    private static void RefuseMissing(IReadOnlyList<ExportItem> items)
    {
        if (items.FirstOrDefault(item => !File.Exists(item.SourcePath)) is { } missing)
        {
            throw new RecorderException(FaultKind.UnreadableInput,
                $"{missing.SourcePath} is not there: nothing was copied; check the name.");
        }
    }

    private void CheckRoom(IReadOnlyList<ExportItem> items, long[] lengths)
    {
        long neededBytes = 0;
        for (var i = 0; i < items.Count; i++)
        {
            var partBytes = volume.LengthOf(items[i].Name + TemporarySuffix) ?? 0;
            if (volume.LengthOf(items[i].Name) != lengths[i])
                neededBytes += Math.Max(0, lengths[i] - partBytes);
        }
        if (neededBytes > volume.FreeBytes)
            throw new RecorderException(FaultKind.Storage, FormattableString.Invariant(
                $"{volume.Folder} has room for {volume.FreeBytes / 1e6:0} MB and {neededBytes / 1e6:0} MB are to be copied: nothing was written; choose less or take a larger drive."));
    }

    private ExportedFile CopyOne(ExportItem item, CancellationToken cancel)
    {
        if (AlreadyThere(item, cancel) is { } there)
            return there;
        var temporaryName = item.Name + TemporarySuffix;
        var (sourceHash, bytes) = Write(item, temporaryName, cancel);
        var (readBack, _) = Hash(() => volume.OpenPastCache(temporaryName), countsAsVerified: true, cancel);
        if (readBack != sourceHash)
            return Line(item, bytes, sourceHash, readBack, ExportOutcome.Differs);
        volume.Publish(temporaryName, item.Name);
        return Line(item, bytes, sourceHash, readBack, ExportOutcome.Copied);
    }

    private ExportedFile? AlreadyThere(ExportItem item, CancellationToken cancel)
    {
        if (volume.LengthOf(item.Name) != item.Bytes)
            return null;
        var before = step;
        var (sourceHash, bytes) = Hash(item.Open, countsAsVerified: false, cancel);
        var (readBack, _) = Hash(() => volume.OpenPastCache(item.Name), countsAsVerified: true, cancel);
        if (readBack != sourceHash)
        {
            Advance(before);
            return null;
        }
        Advance(step with { CopiedBytes = step.CopiedBytes + bytes });
        return Line(item, bytes, sourceHash, readBack, ExportOutcome.AlreadyThere);
    }

    private static ExportedFile Line(ExportItem item, long bytes, string sourceHash, string readBack, ExportOutcome outcome) =>
        new(item.Name, item.Kind, bytes, sourceHash, readBack, outcome) { Part = item.Part?.Number ?? 1, Parts = item.Part?.Count ?? 1 };

    // Returns the hash of the source as it was read while copying.
    private (string Hash, long Bytes) Write(ExportItem item, string temporaryName, CancellationToken cancel)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var source = item.Open();
        using var target = volume.OpenForWriting(temporaryName);
        long position = 0, unsynced = 0;
        var agrees = true;
        for (int count; (count = source.ReadAtLeast(block, BlockBytes, throwOnEndOfStream: false)) > 0; position += count)
        {
            cancel.ThrowIfCancellationRequested();
            var bytes = block.AsSpan(0, count);
            hash.AppendData(bytes);
            agrees = agrees && position + count <= target.Length && Holds(target, position, bytes);
            if (!agrees)
            {
                target.Write(position, bytes);
                unsynced += count;
            }
            if (unsynced >= SyncEveryBytes)
            {
                target.Sync();
                unsynced = 0;
            }
            Advance(step with { CopiedBytes = step.CopiedBytes + count });
        }
        target.SetLength(position);
        target.Sync();
        return (Convert.ToHexStringLower(hash.GetHashAndReset()), position);
    }

    private bool Holds(IExportFile target, long position, ReadOnlySpan<byte> bytes)
    {
        var read = 0;
        while (read < bytes.Length && target.Read(position + read, other.AsSpan(read, bytes.Length - read)) is var count and > 0)
            read += count;
        return other.AsSpan(0, read).SequenceEqual(bytes);
    }

    private (string Hash, long Bytes) Hash(Func<Stream> open, bool countsAsVerified, CancellationToken cancel)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var stream = open();
        long bytes = 0;
        for (int count; (count = stream.Read(block)) > 0; bytes += count)
        {
            cancel.ThrowIfCancellationRequested();
            hash.AppendData(block, 0, count);
            if (countsAsVerified)
                Advance(step with { VerifiedBytes = step.VerifiedBytes + count });
        }
        return (Convert.ToHexStringLower(hash.GetHashAndReset()), bytes);
    }

    // One list per folder, so that `sha256sum --check SHA256SUMS` works where it lies.
    private void WriteHashLists(ExportReport report)
    {
        foreach (var folder in report.Files.Where(file => file.IsVerified).GroupBy(file => FolderOf(file.Name)))
        {
            var name = folder.Key + HashListName;
            var lines = ReadHashList(name);
            foreach (var file in folder)
                lines[file.Name[folder.Key.Length..]] = file.Sha256;
            var text = string.Concat(lines.Select(line => $"{line.Value}  {line.Key}\n"));
            using (var list = volume.OpenForWriting(name + TemporarySuffix))
            {
                var bytes = Encoding.UTF8.GetBytes(text);
                list.Write(0, bytes);
                list.SetLength(bytes.Length);
                list.Sync();
            }
            volume.Publish(name + TemporarySuffix, name);
        }
    }

    private SortedDictionary<string, string> ReadHashList(string name)
    {
        var lines = new SortedDictionary<string, string>(StringComparer.Ordinal);
        if (volume.LengthOf(name) is null)
            return lines;
        using var reader = new StreamReader(volume.OpenPastCache(name));
        while (reader.ReadLine() is { } line)
            if (line.Split("  ", 2) is [var hash, var file])
                lines[file] = hash;
        return lines;
    }

    private static string FolderOf(string name) => name[..(name.LastIndexOf('/') + 1)];

    private void Advance(ExportStep next)
    {
        step = next;
        progress?.Report(step);
    }

    private string Sentence(string name, int finishedFiles, Exception trouble) =>
        $"Copying {name} to {volume.Folder} failed ({trouble.Message.TrimEnd('.')}): the {finishedFiles} files before it are whole there and everything is still here; put the drive in again or take another, copying goes on.";
}
