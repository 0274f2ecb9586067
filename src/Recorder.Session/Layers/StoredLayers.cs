using System.Collections.Immutable;
using Recorder.Core.Ports;
using Recorder.Session.Folders;
using Recorder.Session.Journal;

namespace Recorder.Session.Layers;

/// <summary>A take's layers as the engine sees them: through its store.</summary>
public static class StoredLayers
{
    /// <summary>What is heard of a take and its layers, as people have chosen.</summary>
    /// <param name="store">The session's folder.</param>
    /// <param name="take">The take.</param>
    public static ImmutableArray<LayeredTrack> Heard(IRecordingStore store, TakeStart take) =>
        LayerStack.Of(take, Read(store, take.TakeNumber), ReadFacts(store, take.TakeNumber).ChosenLayers);

    /// <summary>The finished layers of a take, by number.</summary>
    public static ImmutableArray<Layer> Read(IRecordingStore store, int number) => Layer.Read(
        store.List(SessionLayout.LayersFolder(number)),
        layer => store.Exists(SessionLayout.LayerJournalFile(number, layer)) ? ReadJournal(store, number, layer) : null);

    private static TakeJournal ReadJournal(IRecordingStore store, int number, int layer)
    {
        using var file = store.Open(SessionLayout.LayerJournalFile(number, layer));
        return JournalReader.Read(file);
    }

    private static TakeFacts ReadFacts(IRecordingStore store, int number)
    {
        if (!store.Exists(SessionLayout.TakeFile(number)))
            return new TakeFacts();
        using var file = store.Open(SessionLayout.TakeFile(number));
        var bytes = new byte[file.Length];
        var count = 0;
        while (count < bytes.Length && file.Read(count, bytes.AsSpan(count)) is var read and > 0)
            count += read;
        return TakeFacts.Parse(bytes.AsSpan(0, count));
    }
}
