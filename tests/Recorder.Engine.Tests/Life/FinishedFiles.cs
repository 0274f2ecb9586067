using Recorder.Core.Ports;
using Recorder.Session;
using Recorder.Session.Journal;
using Recorder.Session.Layers;

namespace Recorder.Engine.Tests.Life;

/// <summary>Files of takes and layers that are finished: nobody may touch them any more.</summary>
internal sealed class FinishedFiles
{
    private readonly Dictionary<string, uint> hashes = [];

    /// <summary>From now on nobody touches the files of this take.</summary>
    public void Keep(IRecordingStore store, int number)
    {
        foreach (var name in store.List(SessionLayout.TakeFolder(number)).Where(name => name != SessionLayout.Layers))
            Keep(store, SessionLayout.InTake(number, name));
        foreach (var layer in StoredLayers.Read(store, number))
        {
            foreach (var name in store.List(SessionLayout.LayerFolder(number, layer.Number)))
                Keep(store, SessionLayout.InLayer(number, layer.Number, name));
        }
    }

    /// <summary>All are as they were.</summary>
    public void AssertUntouched(IRecordingStore store)
    {
        foreach (var (path, hash) in hashes)
            Assert.True(Hash(store, path) == hash, $"{path} was touched after it was finished");
    }

    private void Keep(IRecordingStore store, string path) => hashes.TryAdd(path, Hash(store, path));

    private static uint Hash(IRecordingStore store, string path)
    {
        using var file = store.Open(path);
        var bytes = new byte[file.Length];
        file.Read(0, bytes);
        return Crc32C.Of(Crc32C.Begin, bytes);
    }
}
