using Recorder.Core.Faults;
using Recorder.Core.Ports;
using Recorder.Linux.Drives;
using Recorder.Studio.Export;
using Recorder.TestSupport;

namespace Recorder.Studio.Tests.Export;

public sealed class ExporterTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Fact]
    public void Files_arrive_whole_with_hashes_that_sha256sum_accepts()
    {
        ExportItem[] items = [Item("a.wav", 3_000_001), Item("b.wav", 0), Item("c.wav", 1 << 20)];
        var report = new Exporter(Stick()).Copy(items, CancellationToken.None);

        Assert.True(report.IsVerified);
        Assert.All(report.Files, file => Assert.Equal(ExportOutcome.Copied, file.Outcome));
        foreach (var item in items)
            Assert.Equal(File.ReadAllBytes(item.SourcePath), File.ReadAllBytes(folder.File("stick", item.Name)));
        Assert.Empty(Directory.EnumerateFiles(folder.File("stick"), "*.part", SearchOption.AllDirectories));
        var (exitCode, _, _) = DebianTool.Run("coreutils", "sh", "-c", $"cd '{folder.File("stick", "Songs")}' && sha256sum --check --strict SHA256SUMS");
        Assert.Equal(0, exitCode);
    }

    [Fact]
    public void Bytes_altered_after_the_sync_are_noticed_and_get_no_final_name()
    {
        ExportItem[] items = [Item("a.wav", 100_000), Item("b.wav", 100_000)];
        var stick = new AlteringVolume(Stick(), name => name.Contains("b.wav", StringComparison.Ordinal));
        var report = new Exporter(stick).Copy(items, CancellationToken.None);

        Assert.False(report.IsVerified);
        Assert.Equal([ExportOutcome.Copied, ExportOutcome.Differs], report.Files.Select(file => file.Outcome));
        Assert.NotEqual(report.Files[1].Sha256, report.Files[1].ReadBackSha256);
        Assert.False(File.Exists(folder.File("stick", "Songs", "b.wav")));
    }

    [Fact]
    public void Run_again_after_any_interruption_it_goes_on_and_ends_whole()
    {
        ExportItem[] items = [Item("a.wav", 2_500_000), Item("b.wav", 2_500_000)];
        var calls = 0;
        for (var failing = 0; ; failing++)
        {
            Directory.Delete(folder.File("stick"), recursive: true);
            Directory.CreateDirectory(folder.File("stick"));
            calls = 0;
            var stick = new FailingVolume(Stick(), () => calls++ == failing);
            try
            {
                new Exporter(stick).Copy(items, CancellationToken.None);
                break;
            }
            catch (RecorderException trouble)
            {
                Assert.Equal(FaultKind.Storage, trouble.Kind);
            }
            foreach (var name in items.Select(item => item.Name).Where(name => Stick().LengthOf(name) is not null))
                Assert.Equal(2_500_000, Stick().LengthOf(name));
            Assert.True(new Exporter(Stick()).Copy(items, CancellationToken.None).IsVerified);
        }
        Assert.True(calls > 10, "the export was interrupted at each of its calls");
    }

    [Fact]
    public void A_continued_file_is_not_written_twice()
    {
        ExportItem[] items = [Item("a.wav", 5 << 20)];
        Directory.CreateDirectory(folder.File("stick", "Songs"));
        File.WriteAllBytes(folder.File("stick", "Songs", "a.wav.part"), File.ReadAllBytes(items[0].SourcePath)[..(3 << 20)]);
        long written = 0;
        var stick = new FailingVolume(Stick(), () => false) { Written = bytes => written += bytes };
        Assert.True(new Exporter(stick).Copy(items, CancellationToken.None).IsVerified);
        Assert.InRange(written, 2 << 20, (2 << 20) + 1000);
    }

    [Fact]
    public void A_second_export_reads_back_what_is_there_and_copies_nothing()
    {
        ExportItem[] items = [Item("a.wav", 100_000)];
        new Exporter(Stick()).Copy(items, CancellationToken.None);
        var report = new Exporter(Stick()).Copy(items, CancellationToken.None);
        Assert.Equal(ExportOutcome.AlreadyThere, Assert.Single(report.Files).Outcome);
    }

    [Fact]
    public void A_missing_source_and_a_double_name_touch_nothing()
    {
        var item = Item("a.wav", 10);
        var missing = Assert.Throws<RecorderException>(() =>
            new Exporter(Stick()).Copy([item, item with { SourcePath = folder.File("nothing"), Name = "x" }], CancellationToken.None));
        Assert.Equal(FaultKind.UnreadableInput, missing.Kind);
        var twice = Assert.Throws<RecorderException>(() => new Exporter(Stick()).Copy([item, item], CancellationToken.None));
        Assert.Equal(FaultKind.WrongWords, twice.Kind);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.File("stick")));
    }

    [Fact]
    public void A_file_is_never_copied_onto_itself()
    {
        var item = Item("a.wav", 1000);
        var own = item with { Name = "a.wav" };
        var trouble = Assert.Throws<RecorderException>(() => new Exporter(new FolderVolume(folder.Path)).Copy([own], CancellationToken.None));
        Assert.Equal(FaultKind.WrongWords, trouble.Kind);
        Assert.Equal([item.SourcePath], Directory.GetFiles(folder.Path));
    }

    public ExporterTests() => Directory.CreateDirectory(folder.File("stick"));

    public void Dispose() => folder.Dispose();

    private FolderVolume Stick() => new(folder.File("stick"));

    private ExportItem Item(string name, int bytes)
    {
        var path = folder.File(name);
        if (!File.Exists(path))
        {
            var content = new byte[bytes];
            new Random(bytes).NextBytes(content);
            File.WriteAllBytes(path, content);
        }
        return new ExportItem(path, "Songs/" + name, "master");
    }

    /// <summary>A stick that is pulled at a chosen call.</summary>
    private sealed class FailingVolume(FolderVolume inner, Func<bool> fails) : IExportVolume
    {
        public Action<int>? Written { get; init; }
        public string Folder => inner.Folder;
        public long FreeBytes => inner.FreeBytes;
        public long MaxFileBytes => inner.MaxFileBytes;
        public long? LengthOf(string name) => inner.LengthOf(name);
        public IExportFile OpenForWriting(string name) => new FailingFile(this, Checked(() => inner.OpenForWriting(name)));
        public Stream OpenPastCache(string name) => Checked(() => inner.OpenPastCache(name));
        public void Publish(string temporaryName, string name) => Checked(() => { inner.Publish(temporaryName, name); return 0; });

        private T Checked<T>(Func<T> call) => fails() ? throw new IOException("Input/output error") : call();

        private sealed class FailingFile(FailingVolume volume, IExportFile file) : IExportFile
        {
            public long Length => file.Length;
            public int Read(long position, Span<byte> bytes) => file.Read(position, bytes);
            public void SetLength(long length) => volume.Checked(() => { file.SetLength(length); return 0; });
            public void Sync() => volume.Checked(() => { file.Sync(); return 0; });
            public void Dispose() => file.Dispose();

            public void Write(long position, ReadOnlySpan<byte> bytes)
            {
                volume.Checked(() => 0);
                file.Write(position, bytes);
                volume.Written?.Invoke(bytes.Length);
            }
        }
    }
}
