using Recorder.Core.Faults;
using Recorder.Media.Native;
using Recorder.Media.Wav;
using Recorder.Media.Writing;

namespace Recorder.Media.Audio;

/// <summary>One door for audio files: what lies in them decides how they are read, never their name's ending.</summary>
public static class AudioFile
{
    /// <summary>
    /// Opens WAV (RIFF, RF64, BW64) with our own reader and everything else through libsndfile. What is missing, empty, no
    /// audio or malformed is a <see cref="RecorderException"/> of kind <see cref="FaultKind.UnreadableInput"/>.
    /// </summary>
    public static IAudioReader Open(string path)
    {
        var name = Path.GetFileName(path);
        var source = new ByteSource.OfFile(FileAccessErrors.OpenForReading(path), name);
        try
        {
            Span<byte> head = stackalloc byte[12];
            if (source.LengthBytes == 0)
                throw new RecorderException(FaultKind.UnreadableInput, $"{name} is empty, there is nothing in it to read.");
            var got = source.Read(0, head);
            if (RiffMap.IsWave(head[..got]) && WavReader.TryOpen(source, name) is { } wav)
                return wav;
            return SndFileReader.Open(source, name);
        }
        catch
        {
            source.Dispose();
            throw;
        }
    }

    /// <summary>
    /// A new file beside its final name. What a kind cannot hold is a <see cref="RecorderException"/> of kind
    /// <see cref="FaultKind.WrongWords"/>, a folder that takes no file one of kind <see cref="FaultKind.Storage"/>.
    /// </summary>
    public static IAudioWriter Create(string path, AudioFileSpec spec) =>
        spec.Kind == AudioFileKind.Wav ? WavFileWriter.Create(path, spec) : SndFileWriter.Create(path, spec);
}
