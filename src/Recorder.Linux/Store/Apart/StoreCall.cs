using Recorder.Core.Faults;
using Recorder.Core.Ports;

namespace Recorder.Linux.Store.Apart;

/// <summary>What the other process is to do.</summary>
internal enum StoreVerb
{
    Exists = 1,
    CreateFolder,
    List,
    Create,
    Open,
    Rename,
    Commit,
    Length,
    Write,
    Read,
    DropFromCache,
    SetLength,
    Close,
}

/// <summary>The head of a request or an answer.</summary>
internal interface IStoreHead
{
    /// <summary>Bytes that follow it.</summary>
    int FollowingBytes { get; }
}

/// <summary>The head of a request; its words or bytes follow.</summary>
internal struct StoreRequest : IStoreHead
{
    public StoreVerb Verb;

    /// <summary>The open file it is about, as <see cref="StoreReply.Value"/> of the call that opened it named it.</summary>
    public int File;

    /// <summary>Byte of the file, or its new length.</summary>
    public long Position;

    /// <summary>Bytes to be read; otherwise 0.</summary>
    public int WantedBytes;

    /// <summary>Bytes that follow: what is to be written, or names in UTF-8 with a zero between them.</summary>
    public int FollowingBytes { get; set; }
}

/// <summary>The head of an answer; what was read, names, or the words of a refusal follow.</summary>
internal struct StoreReply : IStoreHead
{
    /// <summary>What became of it.</summary>
    public StoreError Error;

    /// <summary>1 where the call threw; the sentence follows.</summary>
    public int HasThrown;

    /// <summary>The kind of what was thrown.</summary>
    public FaultKind Kind;

    /// <summary>Bytes that follow.</summary>
    public int FollowingBytes { get; set; }

    /// <summary>The file's number, its length, or 1 for yes.</summary>
    public long Value;
}
