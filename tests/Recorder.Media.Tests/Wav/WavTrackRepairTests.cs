using CsCheck;
using Recorder.Core.Ports;
using Recorder.Core.Units;
using Recorder.Media.Wav;
using Recorder.TestSupport;
using static Recorder.Media.Tests.Wav.WavTrackTestData;

namespace Recorder.Media.Tests.Wav;

public sealed class WavTrackRepairTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly FolderStore _store;

    public WavTrackRepairTests() => _store = new FolderStore(_folder.Path);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Any_cut_and_any_torn_head_is_repaired_to_whole_frames()
    {
        Gen.Select(Gen.Int[1, 4], Gen.Int[0, 500], Gen.Int[0, 3000], Gen.Int[0, 600], Gen.Byte.Array[0, 48]).Sample((kind, frames, cut, keep, torn) =>
        {
            var format = (SampleFormat)kind;
            var path = Guid.NewGuid().ToString("N");
            var packed = PackedSamples(format, frames);
            var length = WriteUnfinished(path, format, packed) - Math.Min(cut, packed.Length);
            using (var file = _store.Open(path))
            {
                file.SetLength(length);
                file.Write(0, torn);
            }
            var there = (packed.Length - Math.Min(cut, packed.Length)) / format.BytesPerSample();
            Assert.Equal(there, WavTrackRepair.FramesOnDisk(_store, path));

            var repair = WavTrackRepair.Repair(_store, path, keep, Markers);
            Assert.Equal(new WavRepair(WavRepairOutcome.Repaired, Math.Min(keep, there)), repair);
            Assert.Equal(repair.Frames, WavTrackRepair.Repair(_store, path, repair.Frames, Markers).Frames);
            Assert.Equal(WavRepairOutcome.AlreadyWhole, WavTrackRepair.Repair(_store, path, null).Outcome);

            using var reader = WavReader.Open(_store.PathOf(path));
            Assert.False(reader.IsTruncated);
            Assert.Equal(packed[..((int)repair.Frames * format.BytesPerSample())], Packed(reader));
            Assert.Equal(Markers, reader.Metadata.Markers);
            Assert.NotNull(reader.Metadata.Broadcast);
            File.Delete(_store.PathOf(path));
        }, iter: 200, threads: 1);
    }

    [Fact]
    public void Header_that_never_reached_the_disk_is_told()
    {
        WriteUnfinished("t.wav", SampleFormat.S24, PackedSamples(SampleFormat.S24, 10));
        var whole = File.ReadAllBytes(_store.PathOf("t.wav"));
        foreach (var length in new[] { 0, 1, 47, 48, 700, 4088, 4095 })
        {
            File.WriteAllBytes(_store.PathOf("t.wav"), whole[..length]);
            Assert.Equal(WavRepairOutcome.HeaderUnreadable, WavTrackRepair.Repair(_store, "t.wav", null).Outcome);
            Assert.Null(WavTrackRepair.FramesOnDisk(_store, "t.wav"));
            Assert.Equal(length, new FileInfo(_store.PathOf("t.wav")).Length);
        }
        File.WriteAllBytes(_store.PathOf("t.wav"), new byte[8000]);
        Assert.Equal(WavRepairOutcome.HeaderUnreadable, WavTrackRepair.Repair(_store, "t.wav", 5).Outcome);
    }

    [Fact]
    public void Finished_file_is_left_alone()
    {
        using (var writer = Create(_store, "t.wav", Info(SampleFormat.S24)))
        {
            writer.Append(PackedSamples(SampleFormat.S24, 101));
            writer.Finish(Info(SampleFormat.S24), Markers);
        }
        var before = File.ReadAllBytes(_store.PathOf("t.wav"));
        Assert.Equal(new WavRepair(WavRepairOutcome.AlreadyWhole, 101), WavTrackRepair.Repair(_store, "t.wav", null));
        Assert.Equal(new WavRepair(WavRepairOutcome.AlreadyWhole, 101), WavTrackRepair.Repair(_store, "t.wav", 101));
        Assert.Equal(before, File.ReadAllBytes(_store.PathOf("t.wav")));
    }

    [Fact]
    public void Refused_writes_are_reported_and_a_second_run_succeeds()
    {
        WriteUnfinished("t.wav", SampleFormat.S16, PackedSamples(SampleFormat.S16, 50));
        for (var writes = 0; writes < 3; writes++)
        {
            _store.WritesLeft = writes;
            var failed = WavTrackRepair.Repair(_store, "t.wav", 40, Markers);
            Assert.Equal((WavRepairOutcome.Failed, StoreError.Full), (failed.Outcome, failed.Error));
        }
        _store.WritesLeft = int.MaxValue;
        Assert.Equal(new WavRepair(WavRepairOutcome.Repaired, 40), WavTrackRepair.Repair(_store, "t.wav", 40, Markers));
    }

    private long WriteUnfinished(string path, SampleFormat format, byte[] packed)
    {
        using var writer = Create(_store, path, Info(format));
        writer.Append(packed);
        writer.AdvanceHeader(packed.Length / 2);
        return writer.DataOffsetBytes + packed.Length;
    }
}
