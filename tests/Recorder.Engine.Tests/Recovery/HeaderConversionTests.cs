using System.Buffers.Binary;
using Recorder.Core.Ports;
using Recorder.Core.Units;
using Recorder.Media.Wav;
using Recorder.Simulation.Store;
using Recorder.TestSupport;

namespace Recorder.Engine.Tests.Recovery;

/// <summary>A track passes 4 GiB and its header becomes RF64; the power goes before each call to the disk and in the middle of each commit.</summary>
public sealed class HeaderConversionTests
{
    private const string Name = "t.wav";
    private const long FourGiB = 1L << 32;
    private const int BytesPerFrame = 3;
    private const int FramesPerRound = 2000;
    private const int Rounds = 6;
    private const int CallsOfTrack = 30;
    private const int UsualOutcomes = 3;

    private readonly byte[] round = new byte[FramesPerRound * BytesPerFrame];

    [Fact]
    public void A_track_is_whole_up_to_what_was_safe_wherever_the_power_goes()
    {
        // RECORDER_CUTS=5000 cuts a sixth as often: each cut copies a long list of pages. RECORDER_SEED=2 with other outcomes.
        var outcomes = Math.Max(UsualOutcomes, (ulong)((Effort.Asked("RECORDER_CUTS") ?? 0) / 6 / CallsOfTrack));
        var store = new SimulatedStore { CapacityBytes = 1L << 40 };
        using var writer = MakeNearlyLong(store);
        var (safeFrames, cuts, converted) = (writer.Frames, 0, 0);
        void CutEach()
        {
            for (var seed = 0ul; seed < outcomes; seed++, cuts++)
                converted += Judge(store.PowerCut(Effort.Seed + seed + (ulong)store.Calls * outcomes), safeFrames, $"call {store.Calls}, outcome {seed}") ? 1 : 0;
        }
        store.BeforeCall = _ => CutEach();
        store.CommitUnderWay = CutEach;
        for (var i = 1; i <= Rounds; i++)
        {
            Array.Fill(round, (byte)i);
            Assert.Equal(StoreError.None, writer.Append(round));
            Assert.Equal(StoreError.None, store.Commit());
            safeFrames = writer.Frames;
            Assert.Equal(StoreError.None, writer.AdvanceHeader(writer.DataBytes));
        }

        Assert.True(cuts >= 60, $"only {cuts} cuts");
        Assert.InRange(converted, 1, cuts - 1);
        Effort.Tell(("conversions", cuts));
    }

    private WavTrackWriter MakeNearlyLong(SimulatedStore store)
    {
        var info = new WavTrackInfo { Format = SampleFormat.S24, RateHz = TestInterface.RateHz };
        long frames;
        using (var begun = WavTrackWriter.Create(store, Name, info, out _)!)
        using (var file = store.Open(Name))
        {
            // Half of the rounds before the sizes pass 32 bits, half behind.
            frames = (FourGiB - begun.DataOffsetBytes) / BytesPerFrame - FramesPerRound * Rounds / 2;
            file.SetLength(begun.DataOffsetBytes + frames * BytesPerFrame);
        }
        var writer = WavTrackWriter.Reopen(store, Name, frames)!;
        writer.AdvanceHeader(writer.DataBytes);
        store.Commit();
        return writer;
    }

    /// <summary>Recovers as a take's recovery does; whether the track is RF64 afterwards.</summary>
    private static bool Judge(SimulatedStore left, long safeFrames, string where)
    {
        var there = WavTrackRepair.FramesOnDisk(left, Name);
        Assert.True(there >= safeFrames, $"{where}: {safeFrames} frames were safe, {there} are there");
        var repaired = WavTrackRepair.Repair(left, Name, safeFrames, []);
        Assert.True(repaired.Outcome is WavRepairOutcome.Repaired or WavRepairOutcome.AlreadyWhole, $"{where}: {repaired}");
        using var file = left.Open(Name);
        Span<byte> head = stackalloc byte[48];
        Assert.Equal(head.Length, file.Read(0, head));
        var isWide = file.Length - 8 >= uint.MaxValue;
        Assert.True(head.StartsWith(isWide ? "RF64"u8 : "RIFF"u8), $"{where}: {file.Length} bytes");
        var riffBytes = isWide ? BinaryPrimitives.ReadInt64LittleEndian(head[20..]) : BinaryPrimitives.ReadUInt32LittleEndian(head[4..]);
        Assert.True(riffBytes == file.Length - 8, $"{where}: the header says {riffBytes} bytes of {file.Length - 8}");
        Assert.Equal(WavTrackRepair.Locate(file)!.FinishedFrames, safeFrames);
        Span<byte> last = stackalloc byte[BytesPerFrame];
        var dataOffset = WavTrackRepair.Locate(file)!.DataOffsetBytes;
        file.Read(dataOffset + (safeFrames - 1) * BytesPerFrame, last);
        Assert.True(last[0] == last[1] && last[1] == last[2] && last[0] <= Rounds, $"{where}: the last safe frame is torn");
        return isWide;
    }
}
