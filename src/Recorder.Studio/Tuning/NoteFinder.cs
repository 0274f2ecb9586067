using Recorder.Core.Faults;
using Recorder.Dsp.Pitch;
using Recorder.Media.Audio;

namespace Recorder.Studio.Tuning;

/// <summary>A note heard in a file.</summary>
/// <param name="StartSeconds">Where it begins.</param>
/// <param name="Note">Its name, such as "F#3".</param>
/// <param name="FrequencyHz">Its pitch: the middle of what was measured in its first one and a half seconds.</param>
/// <param name="Cents">How far above the note.</param>
/// <param name="Confidence">How alike its periods were, 0 to 1.</param>
public sealed record FoundNote(double StartSeconds, string Note, double FrequencyHz, double Cents, double Confidence);

/// <summary>Finds the notes one voice plays in a file; chords and whole songs have no one pitch, and give few.</summary>
public static class NoteFinder
{
    private const int LeastRateHz = 8000;
    private const double HopSeconds = 0.02;
    private const double LeastNoteSeconds = 0.1;

    // Vibrato is one note; a semitone is another one.
    private const double SameNoteCents = 70;

    // A tone that is drowned for so long goes on: a pick, a bow's turn.
    private const double DrownedSeconds = 0.1;

    // A plucked string begins sharp and falls; what a player calls its pitch lies between.
    private const int AttackReadings = (int)(0.1 / HopSeconds);
    private const int HeardReadings = AttackReadings + (int)(1.5 / HopSeconds);

    /// <summary>The notes of a file, whose channels are heard together.</summary>
    /// <param name="path">An audio file of whatever kind.</param>
    /// <param name="referenceHz">What A4 is tuned to.</param>
    /// <param name="progress">Told how far it is, 0 to 1.</param>
    /// <param name="cancel">Stops it.</param>
    /// <exception cref="RecorderException">It cannot be read, or is not what it says.</exception>
    public static IReadOnlyList<FoundNote> Find(string path, double referenceHz = 440, IProgress<double>? progress = null, CancellationToken cancel = default)
    {
        using var reader = AudioFile.Open(path);
        if (reader.RateHz < LeastRateHz)
        {
            throw new RecorderException(FaultKind.UnreadableInput,
                $"{reader.Name} has {reader.RateHz} frames a second, too few to tell notes; nothing was changed; it may not be music.");
        }
        var detector = new PitchDetector(reader.RateHz);
        var hopFrames = (int)(HopSeconds * reader.RateHz);
        var planar = new float[reader.Channels * hopFrames];
        var newest = new float[detector.BlockFrames];
        var notes = new List<FoundNote>();
        // What the note is named after; how long it lasts is counted.
        var heard = new List<PitchReading>();
        var (startFrame, count, missed) = (0L, 0, 0);
        for (int frames; (frames = reader.Read(planar, hopFrames, hopFrames)) > 0;)
        {
            cancel.ThrowIfCancellationRequested();
            Push(newest, planar, frames, hopFrames, reader.Channels);
            var reading = detector.Detect(newest);
            var goesOn = reading.IsPitch && count > 0 && IsSame(reading.FrequencyHz, Middle(heard));
            missed = goesOn ? 0 : missed + 1;
            if (count > 0 && missed * HopSeconds > DrownedSeconds)
                End();
            if (reading.IsPitch && count == 0)
                (startFrame, missed, goesOn) = (Math.Max(0, reader.Position - detector.BlockFrames / 2), 0, true);
            count += goesOn ? 1 : 0;
            if (goesOn && heard.Count < HeardReadings)
                heard.Add(reading);
            progress?.Report((double)reader.Position / Math.Max(1, reader.Frames));
        }
        End();
        return notes;

        void End()
        {
            if (count * HopSeconds >= LeastNoteSeconds)
                notes.Add(Name((double)startFrame / reader.RateHz, heard, referenceHz));
            heard.Clear();
            count = 0;
        }
    }

    private static void Push(float[] newest, float[] planar, int frames, int strideFrames, int channels)
    {
        newest.AsSpan(frames).CopyTo(newest);
        var fresh = newest.AsSpan(^frames..);
        planar.AsSpan(0, frames).CopyTo(fresh);
        for (var channel = 1; channel < channels; channel++)
            for (var i = 0; i < frames; i++)
                fresh[i] += planar[channel * strideFrames + i];
        for (var i = 0; channels > 1 && i < frames; i++)
            fresh[i] /= channels;
    }

    private static FoundNote Name(double startSeconds, List<PitchReading> readings, double referenceHz)
    {
        var attack = Math.Min(AttackReadings, readings.Count / 3);
        var heard = readings.GetRange(attack, readings.Count - attack);
        var frequencyHz = Middle(heard);
        var note = Note.Of(frequencyHz, referenceHz);
        return new FoundNote(startSeconds, note.ToString(), frequencyHz, note.Cents, heard.Average(reading => reading.Clarity));
    }

    private static bool IsSame(double hertz, double otherHz) => Math.Abs(1200 * Math.Log2(hertz / otherHz)) < SameNoteCents;

    private static double Middle(List<PitchReading> readings)
    {
        double[] sorted = [.. readings.Select(reading => reading.FrequencyHz).Order()];
        return sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[sorted.Length / 2 - 1] + sorted[sorted.Length / 2]) / 2;
    }
}
