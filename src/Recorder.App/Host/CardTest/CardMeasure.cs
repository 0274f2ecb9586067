using Recorder.Core.Faults;
using Recorder.Core.Ports;
using Recorder.Core.Snapshots;

namespace Recorder.App.Host.CardTest;

/// <summary>Writes one file as fast as the disk takes it, flushed twice a second as a take is, and takes the time of each step.</summary>
/// <param name="store">An empty folder on the disk in question; the file stays there.</param>
/// <param name="time">The clock that the steps are measured with.</param>
/// <param name="tell">Told after each step what is known and how far it is, 0 to 1; may end it by an exception.</param>
internal sealed class CardMeasure(IRecordingStore store, TimeProvider time, Action<CardTestState, double> tell)
{
    /// <summary>Most that is ever written.</summary>
    public const long MostBytes = 256_000_000;

    /// <summary>The file's name.</summary>
    public const string FileName = "test";

    private const int BlockBytes = 250_000;
    private const int MostInputs = EngineSnapshot.MaxChannels;
    private const double BytesPerInputSecond = 48000 * 3;
    private const double Margin = 2;

    // The recorder's memory bridges half a minute; a wait of a third of that has no margin of two behind another one.
    private const double LongestGoodWaitMs = 10_000;

    private static readonly TimeSpan LongestTest = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan FlushEvery = TimeSpan.FromSeconds(0.5);

    /// <summary>Measures.</summary>
    /// <exception cref="RecorderException">The disk refuses.</exception>
    public CardTestState Run()
    {
        Check(store.Create(FileName, out var made));
        using var file = made!;
        var block = new byte[BlockBytes];
        // Not zeros: a card may take those for nothing.
        new Random(1).NextBytes(block);
        var begun = time.GetTimestamp();
        var flushedAt = begun;
        var (bytes, longest) = (0L, TimeSpan.Zero);
        while (bytes < MostBytes && time.GetElapsedTime(begun) < LongestTest)
        {
            Timed(() => file.Write(bytes, block));
            bytes += block.Length;
            if (time.GetElapsedTime(flushedAt) >= FlushEvery)
                Flush();
            tell(State(), Math.Min(1, Math.Max((double)bytes / MostBytes, time.GetElapsedTime(begun) / LongestTest)));
        }
        Flush();
        return State();

        void Flush()
        {
            Timed(store.Commit);
            flushedAt = time.GetTimestamp();
        }

        void Timed(Func<StoreError> act)
        {
            var from = time.GetTimestamp();
            Check(act());
            var took = time.GetElapsedTime(from);
            longest = took > longest ? took : longest;
        }

        CardTestState State()
        {
            var seconds = Math.Max(time.GetElapsedTime(begun).TotalSeconds, 1e-6);
            var bytesPerSecond = bytes / seconds;
            var inputs = longest.TotalMilliseconds > LongestGoodWaitMs ? 0 : (int)Math.Min(MostInputs, bytesPerSecond / Margin / BytesPerInputSecond);
            return new CardTestState(bytes, bytesPerSecond, longest.TotalMilliseconds, inputs);
        }
    }

    private static void Check(StoreError error)
    {
        if (error == StoreError.None)
            return;
        throw new RecorderException(FaultKind.Storage, error switch
        {
            StoreError.Full => "The card is full: all takes are whole; export them and empty the bin, then test again.",
            StoreError.ReadOnly => "The card takes no writes: all takes are whole; export them to a stick and change the card.",
            StoreError.Gone => "The card is gone: nothing was touched; put it in again.",
            _ => "The card reports an error: what was stored is untouched; export it to a stick and change the card.",
        });
    }
}
