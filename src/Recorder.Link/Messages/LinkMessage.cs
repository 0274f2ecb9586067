using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Unicode;

namespace Recorder.Link.Messages;

/// <summary>What a message is; numbers are part of the wire.</summary>
public enum LinkKind
{
    None = 0,

    // Both ways, once, first.
    Hello = 1,
    Reply = 2,

    // Host to engine; each is answered by one Reply.
    StartTake = 10,
    EndTake = 11,
    CutTake = 12,
    AddMarker = 13,
    ArmInput = 14,
    NameInput = 15,
    SetStrip = 16,
    SetBus = 17,
    Play = 18,
    Pause = 19,
    StopPlaying = 20,
    Locate = 21,
    SetPhones = 22,
    ClearClips = 23,
    Ping = 24,
    Shutdown = 25,
    SecondCopy = 26,
    ChooseInterface = 27,
    SetPlayRange = 28,
    PunchIn = 29,
    PunchOut = 30,
    ArmOverdub = 31,
    EditBank = 32,
    HearBank = 33,
    LoadMaster = 34,
    SetClick = 35,
    SetTakeTempo = 36,
    HearAs = 37,
    SetMaster = 38,
    HearStage = 39,
    LoadLayer = 40,
    SetCue = 41,
    SetCueChannel = 42,

    // Engine to host, unasked.
    TakeStarted = 100,
    TakeEnded = 101,
    Fault = 102,
}

/// <summary>One message between host and engine: 512 bytes as they lie in memory, both ends being the same machine's.</summary>
/// <remarks>Which fields a kind uses, and for what, is said by its maker in <see cref="LinkMessages"/>.</remarks>
[StructLayout(LayoutKind.Sequential)]
public struct LinkMessage
{
    /// <summary>Bytes of every message.</summary>
    public const int SizeBytes = 512;

    /// <summary>Changes with the meaning of any field; the ends refuse another one.</summary>
    public const int Version = 2;

    public LinkKind Kind;

    /// <summary>Chosen by the host; the reply to a command carries it back.</summary>
    public int RequestId;

    /// <summary>A take, an input or a strip.</summary>
    public int Number;

    /// <summary>Which parameter, or which of an enumeration.</summary>
    public int Choice;

    /// <summary>Yes or no.</summary>
    public bool Flag;

    public long Frame;
    public double Value;
    public LinkText Text;
}

/// <summary>UTF-8 kept in place; what does not fit is cut at a whole character.</summary>
public struct LinkText
{
    /// <summary>Room for text in a message.</summary>
    public const int CapacityBytes = LinkMessage.SizeBytes - 40 - sizeof(int);

    private int lengthBytes;
    private TextBytes bytes;

    /// <summary>Replaces the text without allocating.</summary>
    public void Set(ReadOnlySpan<char> text) => Utf8.FromUtf16(text, bytes, out _, out lengthBytes);

    /// <inheritdoc/>
    public override readonly string ToString()
    {
        ReadOnlySpan<byte> span = bytes;
        return Encoding.UTF8.GetString(span[..Math.Clamp(lengthBytes, 0, CapacityBytes)]);
    }

    [InlineArray(CapacityBytes)]
    private struct TextBytes
    {
        private byte first;
    }
}
