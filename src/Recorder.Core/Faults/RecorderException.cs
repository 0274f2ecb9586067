namespace Recorder.Core.Faults;

/// <summary>What kind of trouble, as the exit code of the command line tells it.</summary>
public enum FaultKind
{
    /// <summary>Done, and the answer is no.</summary>
    AnswerIsNo = 1,

    /// <summary>Wrong words on the command line.</summary>
    WrongWords = 2,

    /// <summary>An input that cannot be read or is not what it says.</summary>
    UnreadableInput = 3,

    /// <summary>A device is missing or refused.</summary>
    Device = 4,

    /// <summary>Storage failed or is full.</summary>
    Storage = 5,
}

/// <summary>
/// Trouble a person must be told of. <see cref="Exception.Message"/> is the one sentence: what happened, what is safe,
/// what to do next.
/// </summary>
public sealed class RecorderException(FaultKind kind, string sentence, Exception? inner = null) : Exception(sentence, inner)
{
    /// <summary>The exit code's meaning.</summary>
    public FaultKind Kind { get; } = kind;
}
