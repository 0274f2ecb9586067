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

    /// <summary>A track as it would be heard if one of its layers were chosen now; null when the take has no such track.</summary>
    /// <param name="store">The session's folder.</param>
    /// <param name="take">The take.</param>
    /// <param name="input">The track's input, from 0.</param>
    /// <param name="layer">The layer; 0 is the original.</param>
    public static LayeredTrack? Choosing(IRecordingStore store, TakeStart take, int input, int layer)
    {
        var layers = Read(store, take.TakeNumber);
        var choices = LayerStack.Choose(ReadFacts(store, take.TakeNumber).ChosenLayers, input, layer, layers);
        return LayerStack.Of(take, layers, choices).FirstOrDefault(track => track.Input == input);
    }

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
