namespace Recorder.Core.Ports;

/// <summary>The browsers that may come in, known by the hash of the token each of them keeps.</summary>
public interface IPairedBrowsers
{
    /// <summary>How many there are.</summary>
    int Count { get; }

    /// <summary>Whether a token's hash is among them; takes as long for one that nearly is.</summary>
    bool Contains(ReadOnlySpan<byte> tokenHash);

    /// <summary>One more; it is stored when this returns.</summary>
    /// <exception cref="Faults.RecorderException">The disk refuses.</exception>
    void Add(ReadOnlySpan<byte> tokenHash, DateTimeOffset at);

    /// <summary>None any more.</summary>
    /// <exception cref="Faults.RecorderException">The disk refuses.</exception>
    void Clear();
}
