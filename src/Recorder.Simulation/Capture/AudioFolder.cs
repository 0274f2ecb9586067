using System.Globalization;
using System.Runtime.InteropServices;
using Recorder.Core.Faults;
using Recorder.Core.Ports;
using Recorder.Core.Units;
using Recorder.Media.Audio;
using Recorder.Media.Samples;

namespace Recorder.Simulation.Capture;

/// <summary>The WAV and FLAC files of a folder side by side, in the ordinal order of their names: one input per channel.</summary>
/// <remarks>Words are those of the files. A shorter file is followed by silence. Not for two threads at once.</remarks>
internal sealed class AudioFolder : IDisposable
{
    private const int MostInputs = 64;

    private readonly List<IAudioReader> files = [];
    private readonly bool loops;
    private readonly long longestFrames;

    /// <summary>Opens all files of a folder.</summary>
    /// <exception cref="RecorderException">There is none, one cannot be read, or they do not fit together.</exception>
    public AudioFolder(string folder, bool loops = false)
    {
        this.loops = loops;
        try
        {
            foreach (var path in PathsIn(folder))
                files.Add(AudioFile.Open(path));
            if (files.Count == 0)
                throw Unreadable($"No WAV or FLAC file is in {folder}; nothing was recorded; name a folder that holds some.");
            RequireOneRate();
            Format = WidestFormat();
        }
        catch
        {
            Dispose();
            throw;
        }
        longestFrames = files.Max(file => file.Frames);
        InputNames = [.. files.SelectMany(NamesOf)];
        if (InputNames.Count > MostInputs)
        {
            Dispose();
            throw Unreadable($"{folder} makes {InputNames.Count} inputs and {MostInputs} is the most; nothing was recorded; move some files away.");
        }
    }

    /// <summary>Frames per second of all files.</summary>
    public int RateHz => files[0].RateHz;

    /// <summary>The format that keeps every file's samples as they are.</summary>
    public SampleFormat Format { get; }

    /// <summary>One name per input: a file's own, with L and R when it is stereo.</summary>
    public IReadOnlyList<string> InputNames { get; }

    /// <summary>The frame the next <see cref="Read"/> begins with.</summary>
    public long PositionFrames { get; private set; }

    /// <summary>Fills a stretch; fewer frames, then 0, where the longest file ends, unless it goes round.</summary>
    public int Read(PlanarWords destination)
    {
        var done = 0;
        while (done < destination.Frames && longestFrames > 0)
        {
            var within = PositionFrames % longestFrames;
            if (within == 0 && PositionFrames > 0)
            {
                if (!loops)
                    break;
                foreach (var file in files)
                    file.Seek(0);
            }
            var frames = (int)Math.Min(destination.Frames - done, longestFrames - within);
            ReadSideBySide(destination.Slice(done, frames));
            done += frames;
            PositionFrames += frames;
        }
        return done;
    }

    /// <inheritdoc/>
    public void Dispose() => files.ForEach(file => file.Dispose());

    private void ReadSideBySide(PlanarWords destination)
    {
        var channel = 0;
        foreach (var file in files)
        {
            var got = file.ReadWords(destination.Planes(channel, file.Channels), destination.StrideFrames, destination.Frames);
            for (var end = channel + file.Channels; channel < end; channel++)
            {
                var words = destination.Channel(channel);
                words[got..].Clear();
                if (Format == SampleFormat.F32 && file.NativeFormat != SampleFormat.F32)
                    SampleConversion.WordsToFloats(file.NativeFormat, words[..got], MemoryMarshal.Cast<int, float>(words));
            }
        }
    }

    private static IEnumerable<string> PathsIn(string folder)
    {
        if (!Directory.Exists(folder))
            throw Unreadable($"{folder} is no folder; nothing was recorded; name a folder with WAV or FLAC files.");
        try
        {
            return [.. Directory.EnumerateFiles(folder).Where(IsAudio).OrderBy(Path.GetFileName, StringComparer.Ordinal)];
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            throw new RecorderException(FaultKind.UnreadableInput,
                $"{folder} cannot be read; nothing was recorded; look at its rights and its disk.", trouble);
        }
    }

    // Names with a dot in front are what other systems leave beside a file; they only look like audio.
    private static bool IsAudio(string path) =>
        !Path.GetFileName(path).StartsWith('.')
        && Path.GetExtension(path).ToUpperInvariant() is ".WAV" or ".WAVE" or ".FLAC";

    private void RequireOneRate()
    {
        var other = files.Find(file => file.RateHz != files[0].RateHz);
        if (other is not null)
        {
            throw Unreadable(string.Create(CultureInfo.InvariantCulture,
                $"{files[0].Name} has {files[0].RateHz} Hz and {other.Name} has {other.RateHz} Hz; nothing was recorded; bring all files to one rate."));
        }
    }

    private SampleFormat WidestFormat()
    {
        var floats = files.Find(file => file.NativeFormat == SampleFormat.F32);
        var wide = files.Find(file => file.NativeFormat == SampleFormat.S32);
        if (floats is not null && wide is not null)
        {
            throw Unreadable($"{wide.Name} has 32-bit integers and {floats.Name} has floats, and no track keeps both exactly; "
                + "nothing was recorded; convert one of them.");
        }
        return files.Max(file => file.NativeFormat);
    }

    private static IEnumerable<string> NamesOf(IAudioReader file)
    {
        var name = WithoutNumber(Path.GetFileNameWithoutExtension(file.Name));
        return file.Channels switch
        {
            1 => [name],
            2 => [$"{name} L", $"{name} R"],
            _ => Enumerable.Range(1, file.Channels).Select(channel => string.Create(CultureInfo.InvariantCulture, $"{name} {channel}")),
        };
    }

    // "07_Bass DI" is the seventh file and called Bass DI; the track gets a number of its own. "808" is a name.
    private static string WithoutNumber(string name)
    {
        var digits = name.TakeWhile(char.IsAsciiDigit).Count();
        var rest = name[digits..].TrimStart(' ', '_', '-', '.');
        return digits is 1 or 2 && rest.Length is > 0 && rest.Length < name.Length - digits ? rest : name;
    }

    private static RecorderException Unreadable(string sentence) => new(FaultKind.UnreadableInput, sentence);
}
