using System.Globalization;

namespace Recorder.Session;

/// <summary>Where everything lies in a session's folder; paths are relative to it, with '/' between the parts.</summary>
/// <remarks>
/// <code>
/// session.json              name, input names, whether its masters are an album, and their formats
/// lock                      held (flock) by the one process that records here
/// disk-lock                 held by the one process that calls the disk for it
/// takes/next-take           highest take number ever given
/// takes/T0001/journal       append-only record of the take
/// takes/T0001/01 Kick.wav   one mono broadcast WAV per track
/// takes/T0001/take.json     name, star, bin, note, chosen layers, song boundaries, range, loop, later markers
/// takes/T0001/layers/L0001/ an overdub: a journal and one broadcast WAV per overdubbed input, like a take
/// mixes/T0001/              scenes.json, renders, a folder of stems for each time they were made, and the drawn wave (made again when it is gone)
/// masters/T0001/            masters and their certificates
/// </code>
/// </remarks>
public static class SessionLayout
{
    /// <summary>The session's own facts.</summary>
    public const string SessionFile = "session.json";

    /// <summary>Held while a process records into the session.</summary>
    public const string LockFile = "lock";

    /// <summary>Held while a process calls the disk for whoever records into the session.</summary>
    public const string FenceFile = "disk-lock";

    /// <summary>The folder of all takes.</summary>
    public const string Takes = "takes";

    /// <summary>The folder of all mixes.</summary>
    public const string Mixes = "mixes";

    /// <summary>The folder of all masters.</summary>
    public const string Masters = "masters";

    /// <summary>The folder of a take's layers, in the take's own.</summary>
    public const string Layers = "layers";

    /// <summary>Remembers the highest number ever given, also when its take is gone.</summary>
    public const string NextTakeFile = "takes/next-take";

    /// <summary>What a track's file name ends with.</summary>
    public const string TrackExtension = ".wav";

    /// <summary>A take's name in folders: T0001.</summary>
    public static string TakeName(int number) => string.Create(CultureInfo.InvariantCulture, $"T{number:0000}");

    /// <summary>The number in a folder's name; false when it is no take's.</summary>
    public static bool TryParseTakeName(string name, out int number)
    {
        number = 0;
        return name is ['T', .. { Length: >= 4 } digits]
            && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out number)
            && number > 0
            && name == TakeName(number);
    }

    /// <summary>A take's folder.</summary>
    public static string TakeFolder(int number) => $"{Takes}/{TakeName(number)}";

    /// <summary>A take's journal.</summary>
    public static string JournalFile(int number) => $"{TakeFolder(number)}/journal";

    /// <summary>What people have said about a take.</summary>
    public static string TakeFile(int number) => $"{TakeFolder(number)}/take.json";

    /// <summary>A file in a take's folder.</summary>
    public static string InTake(int number, string fileName) => $"{TakeFolder(number)}/{fileName}";

    /// <summary>A layer's name in folders: L0001.</summary>
    public static string LayerName(int layer) => string.Create(CultureInfo.InvariantCulture, $"L{layer:0000}");

    /// <summary>The number in a layer folder's name; false when it is no layer's.</summary>
    public static bool TryParseLayerName(string name, out int layer)
    {
        layer = 0;
        return name is ['L', .. { Length: >= 4 } digits]
            && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out layer)
            && layer > 0
            && name == LayerName(layer);
    }

    /// <summary>The folder of all layers of a take.</summary>
    public static string LayersFolder(int number) => $"{TakeFolder(number)}/{Layers}";

    /// <summary>The folder of a layer of a take; layer 0 is the take itself.</summary>
    public static string LayerFolder(int number, int layer) =>
        layer == 0 ? TakeFolder(number) : $"{LayersFolder(number)}/{LayerName(layer)}";

    /// <summary>A file of a layer of a take; layer 0 is the take itself.</summary>
    public static string InLayer(int number, int layer, string fileName) => $"{LayerFolder(number, layer)}/{fileName}";

    /// <summary>The journal of a layer of a take; layer 0 is the take itself.</summary>
    public static string LayerJournalFile(int number, int layer) => $"{LayerFolder(number, layer)}/journal";

    /// <summary>The folder of a take's mixes.</summary>
    public static string MixFolder(int number) => $"{Mixes}/{TakeName(number)}";

    /// <summary>The scenes of a take.</summary>
    public static string ScenesFile(int number) => $"{MixFolder(number)}/scenes.json";

    /// <summary>The folder of a take's stems: a folder of their own each time they were made.</summary>
    public static string StemsFolder(int number) => $"{MixFolder(number)}/stems";

    /// <summary>What a take looks like.</summary>
    public static string PeaksFile(int number) => $"{MixFolder(number)}/wave.peaks";

    /// <summary>The folder of a take's masters.</summary>
    public static string MasterFolder(int number) => $"{Masters}/{TakeName(number)}";

    /// <summary>The file name (no folder) of a track; track numbers count from 1.</summary>
    public static string TrackFileName(int trackNumber, int trackCount, string inputName)
    {
        var digits = trackCount > 99 ? "000" : "00";
        var name = FileNames.Sanitise(inputName);
        var number = trackNumber.ToString(digits, CultureInfo.InvariantCulture);
        return name.Length == 0 ? number + TrackExtension : $"{number} {name}{TrackExtension}";
    }

    /// <summary>The input's name in a track's file name, as far as it survived there.</summary>
    public static string NameInTrackFile(string fileName)
    {
        var name = Path.GetFileNameWithoutExtension(fileName);
        var digits = name.AsSpan().IndexOfAnyExceptInRange('0', '9');
        return digits < 0 ? "" : name[digits..].TrimStart();
    }
}
