using Recorder.Core.Commands;
using Recorder.Panel.Surfaces.Midi;

namespace Recorder.Panel.Surfaces.Mapped;

/// <summary>Finds out which control is moved, and what it speaks.</summary>
/// <param name="wanted">What it is to do.</param>
internal sealed class ControlLearner(LearnControl wanted)
{
    private const int MostValues = 64;

    private readonly Dictionary<ControlSource, List<int>> heard = [];

    /// <summary>What it is to do.</summary>
    public LearnControl Wanted => wanted;

    /// <summary>Takes a message; the binding when it is known, null while more must be heard.</summary>
    public ControlBinding? Take(MidiMessage message)
    {
        if (ControlSource.Of(message) is not { } source)
            return null;
        if (SurfaceValue.Of(wanted.Action, wanted.Strip) is null)
            return IsDown(message) ? Bind(source, ControlEncoding.Absolute) : null;
        // A key has no way to move a value along.
        if (source.Kind == MidiKind.NoteOn)
            return null;
        if (source.Kind == MidiKind.PitchBend)
            return Bind(source, ControlEncoding.Absolute);
        var values = heard.TryGetValue(source, out var known) ? known : heard[source] = [];
        if (values.Count == MostValues)
            values.RemoveAt(0);
        values.Add(message.Data2);
        return Encodings.Guess(values) is { } encoding ? Bind(source, encoding) : null;
    }

    private ControlBinding Bind(ControlSource source, ControlEncoding encoding) => new(source, encoding, wanted.Action, wanted.Strip);

    private static bool IsDown(MidiMessage message) => message.IsPress || (message.Kind == MidiKind.Control && message.Data2 >= 64);
}
