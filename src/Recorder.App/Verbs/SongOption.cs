using System.CommandLine;
using Recorder.Core.Faults;
using Recorder.Session.Folders;
using Recorder.Session.Layers;

namespace Recorder.App.Verbs;

/// <summary><c>--song N</c>: one song of a take in which boundaries were set.</summary>
internal static class SongOption
{
    public static Option<int?> Create() => new("--song") { Description = "Only this song of a take in which song boundaries were set." };

    /// <summary>The song of a number.</summary>
    /// <exception cref="RecorderException">There is no such song.</exception>
    public static Song Find(Take take, int number)
    {
        foreach (var song in take.Songs)
        {
            if (song.Number == number)
                return song;
        }
        throw new RecorderException(FaultKind.WrongWords, take.Songs.IsEmpty
            ? $"{take.ShortName} has no song boundaries: nothing was done; set them with BACK+MARK while it plays, or leave out --song."
            : FormattableString.Invariant($"{take.ShortName} has songs 1 to {take.Songs.Length}: nothing was done; choose one of them."));
    }

    /// <summary>What the name of a song's mix ends with.</summary>
    public static string Ending(int? song) => song is { } number ? FormattableString.Invariant($" Song {number}") : "";
}
