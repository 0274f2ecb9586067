using System.Runtime.InteropServices;

namespace Recorder.Linux.Interop.Asound;

/// <summary>The part of ALSA's library that is about its sequencer; Debian package libasound2.</summary>
internal static unsafe partial class AlsaSequencerLibrary
{
    internal const int Duplex = 3;
    internal const int NonBlocking = 1;

    internal const int SystemClient = 0;
    internal const int AnnouncePort = 1;

    internal const uint CanRead = 1 << 0;
    internal const uint CanWrite = 1 << 1;
    internal const uint CanReadSubscribed = 1 << 5;
    internal const uint CanWriteSubscribed = 1 << 6;
    internal const uint NotForOthers = 1 << 7;

    internal const uint MidiGeneric = 1 << 1;
    internal const uint Application = 1 << 20;

    internal const int KernelClient = 2;
    internal const byte AtOnce = 253;
    internal const byte PortStart = 63;
    internal const byte PortExit = 64;
    internal const byte Nothing = 255;

    internal const short PollIn = 1;

    private const string Library = "libasound.so.2";

    [LibraryImport(Library, EntryPoint = "snd_seq_open", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int Open(out AlsaSequencer sequencer, string name, int streams, int mode);

    [LibraryImport(Library, EntryPoint = "snd_seq_close")]
    internal static partial int Close(nint sequencer);

    [LibraryImport(Library, EntryPoint = "snd_seq_client_id")]
    internal static partial int OwnClient(AlsaSequencer sequencer);

    [LibraryImport(Library, EntryPoint = "snd_seq_set_client_name", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int NameOwnClient(AlsaSequencer sequencer, string name);

    [LibraryImport(Library, EntryPoint = "snd_seq_create_simple_port", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int CreatePort(AlsaSequencer sequencer, string name, uint abilities, uint type);

    [LibraryImport(Library, EntryPoint = "snd_seq_connect_from")]
    internal static partial int ConnectFrom(AlsaSequencer sequencer, int ownPort, int client, int port);

    [LibraryImport(Library, EntryPoint = "snd_seq_connect_to")]
    internal static partial int ConnectTo(AlsaSequencer sequencer, int ownPort, int client, int port);

    [LibraryImport(Library, EntryPoint = "snd_seq_event_input")]
    internal static partial int Input(AlsaSequencer sequencer, out AlsaEvent* happened);

    [LibraryImport(Library, EntryPoint = "snd_seq_event_output_direct")]
    internal static partial int Output(AlsaSequencer sequencer, AlsaEvent* message);

    [LibraryImport(Library, EntryPoint = "snd_seq_poll_descriptors")]
    internal static partial int PollDescriptors(AlsaSequencer sequencer, PolledFile* files, uint room, short events);

    [LibraryImport(Library, EntryPoint = "snd_seq_client_info_malloc")]
    internal static partial int NewClientInfo(out AlsaClientInfo info);

    [LibraryImport(Library, EntryPoint = "snd_seq_client_info_free")]
    internal static partial void FreeClientInfo(nint info);

    [LibraryImport(Library, EntryPoint = "snd_seq_client_info_set_client")]
    internal static partial void SetClient(AlsaClientInfo info, int client);

    [LibraryImport(Library, EntryPoint = "snd_seq_client_info_get_client")]
    internal static partial int GetClient(AlsaClientInfo info);

    [LibraryImport(Library, EntryPoint = "snd_seq_client_info_get_type")]
    internal static partial int GetClientType(AlsaClientInfo info);

    [LibraryImport(Library, EntryPoint = "snd_seq_client_info_get_name")]
    internal static partial nint GetClientName(AlsaClientInfo info);

    [LibraryImport(Library, EntryPoint = "snd_seq_query_next_client")]
    internal static partial int NextClient(AlsaSequencer sequencer, AlsaClientInfo info);

    [LibraryImport(Library, EntryPoint = "snd_seq_get_any_client_info")]
    internal static partial int FindClient(AlsaSequencer sequencer, int client, AlsaClientInfo info);

    [LibraryImport(Library, EntryPoint = "snd_seq_port_info_malloc")]
    internal static partial int NewPortInfo(out AlsaPortInfo info);

    [LibraryImport(Library, EntryPoint = "snd_seq_port_info_free")]
    internal static partial void FreePortInfo(nint info);

    [LibraryImport(Library, EntryPoint = "snd_seq_port_info_set_client")]
    internal static partial void SetPortClient(AlsaPortInfo info, int client);

    [LibraryImport(Library, EntryPoint = "snd_seq_port_info_set_port")]
    internal static partial void SetPort(AlsaPortInfo info, int port);

    [LibraryImport(Library, EntryPoint = "snd_seq_port_info_get_port")]
    internal static partial int GetPort(AlsaPortInfo info);

    [LibraryImport(Library, EntryPoint = "snd_seq_port_info_get_capability")]
    internal static partial uint GetAbilities(AlsaPortInfo info);

    [LibraryImport(Library, EntryPoint = "snd_seq_port_info_get_type")]
    internal static partial uint GetPortType(AlsaPortInfo info);

    [LibraryImport(Library, EntryPoint = "snd_seq_port_info_get_name")]
    internal static partial nint GetPortName(AlsaPortInfo info);

    [LibraryImport(Library, EntryPoint = "snd_seq_query_next_port")]
    internal static partial int NextPort(AlsaSequencer sequencer, AlsaPortInfo info);

    [LibraryImport(Library, EntryPoint = "snd_seq_get_any_port_info")]
    internal static partial int FindPort(AlsaSequencer sequencer, int client, int port, AlsaPortInfo info);

    [LibraryImport(Library, EntryPoint = "snd_midi_event_new")]
    internal static partial int NewCoder(nuint bytes, out AlsaMidiCoder coder);

    [LibraryImport(Library, EntryPoint = "snd_midi_event_free")]
    internal static partial void FreeCoder(nint coder);

    [LibraryImport(Library, EntryPoint = "snd_midi_event_no_status")]
    internal static partial void WithoutRunningStatus(AlsaMidiCoder coder, int on);

    [LibraryImport(Library, EntryPoint = "snd_midi_event_reset_encode")]
    internal static partial void ResetEncoder(AlsaMidiCoder coder);

    [LibraryImport(Library, EntryPoint = "snd_midi_event_encode")]
    internal static partial nint Encode(AlsaMidiCoder coder, byte* bytes, nint count, AlsaEvent* message);

    [LibraryImport(Library, EntryPoint = "snd_midi_event_decode")]
    internal static partial nint Decode(AlsaMidiCoder coder, byte* bytes, nint room, AlsaEvent* message);

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    internal static partial int Poll(PolledFile* files, nuint count, int timeoutMs);
}

/// <summary><c>snd_seq_event_t</c>: 28 bytes.</summary>
[StructLayout(LayoutKind.Explicit, Size = 28)]
internal struct AlsaEvent
{
    [FieldOffset(0)] public byte Type;
    [FieldOffset(3)] public byte Queue;
    [FieldOffset(12)] public byte SourceClient;
    [FieldOffset(13)] public byte SourcePort;
    [FieldOffset(14)] public byte TargetClient;
    [FieldOffset(15)] public byte TargetPort;

    // Of announcements: whom they are about.
    [FieldOffset(16)] public byte Client;
    [FieldOffset(17)] public byte Port;
}

/// <summary><c>struct pollfd</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct PolledFile
{
    public int File;
    public short Asked;
    public short Happened;
}

/// <summary>An open sequencer.</summary>
internal sealed class AlsaSequencer() : SafeHandle(0, ownsHandle: true)
{
    /// <inheritdoc/>
    public override bool IsInvalid => handle == 0;

    /// <inheritdoc/>
    protected override bool ReleaseHandle() => AlsaSequencerLibrary.Close(handle) == 0;
}

/// <summary>What is known of a client.</summary>
internal sealed class AlsaClientInfo() : SafeHandle(0, ownsHandle: true)
{
    /// <inheritdoc/>
    public override bool IsInvalid => handle == 0;

    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        AlsaSequencerLibrary.FreeClientInfo(handle);
        return true;
    }
}

/// <summary>What is known of a port.</summary>
internal sealed class AlsaPortInfo() : SafeHandle(0, ownsHandle: true)
{
    /// <inheritdoc/>
    public override bool IsInvalid => handle == 0;

    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        AlsaSequencerLibrary.FreePortInfo(handle);
        return true;
    }
}

/// <summary>From bytes to the sequencer's events and back.</summary>
internal sealed class AlsaMidiCoder() : SafeHandle(0, ownsHandle: true)
{
    /// <inheritdoc/>
    public override bool IsInvalid => handle == 0;

    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        AlsaSequencerLibrary.FreeCoder(handle);
        return true;
    }
}
