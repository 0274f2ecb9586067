using System.Runtime.InteropServices;

namespace Recorder.Linux.Interop.Asound;

/// <summary>The part of ALSA's library that captures and plays; Debian package libasound2.</summary>
internal static unsafe partial class AlsaLibrary
{
    internal const int Playback = 0;
    internal const int Capture = 1;
    internal const int NonBlocking = 1;

    internal const int InterleavedInPlace = 0;
    internal const int PlanarInPlace = 1;
    internal const int InterleavedReadWrite = 3;

    /// <summary>The types of a PCM without a clock of its own.</summary>
    internal const int NullType = 4;
    internal const int FileType = 3;

    internal const int TimesOn = 1;
    internal const int MonotonicTime = 1;

    internal const int FormatS16 = 2;
    internal const int FormatS24InFourBytes = 6;
    internal const int FormatS32 = 10;
    internal const int FormatFloat = 14;
    internal const int FormatS24InThreeBytes = 32;

    internal const int TryAgain = -11;
    internal const int NoDevice = -19;
    internal const int Overrun = -32;
    internal const int Suspended = -86;

    private const string Library = "libasound.so.2";

    /// <summary>Keeps the library from writing to standard error: what went wrong is told in a sentence of ours.</summary>
    internal static void Silence() => _ = SetErrorHandler(&SayNothing);

    [LibraryImport(Library, EntryPoint = "snd_pcm_open", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int Open(out AlsaPcm pcm, string name, int stream, int mode);

    [LibraryImport(Library, EntryPoint = "snd_pcm_close")]
    internal static partial int Close(nint pcm);

    [LibraryImport(Library, EntryPoint = "snd_pcm_prepare")]
    internal static partial int Prepare(AlsaPcm pcm);

    [LibraryImport(Library, EntryPoint = "snd_pcm_start")]
    internal static partial int Start(AlsaPcm pcm);

    [LibraryImport(Library, EntryPoint = "snd_pcm_link")]
    internal static partial int Link(AlsaPcm first, AlsaPcm second);

    [LibraryImport(Library, EntryPoint = "snd_pcm_unlink")]
    internal static partial int Unlink(AlsaPcm pcm);

    [LibraryImport(Library, EntryPoint = "snd_pcm_drop")]
    internal static partial int Drop(AlsaPcm pcm);

    [LibraryImport(Library, EntryPoint = "snd_pcm_resume")]
    internal static partial int Resume(AlsaPcm pcm);

    [LibraryImport(Library, EntryPoint = "snd_pcm_wait")]
    internal static partial int Wait(AlsaPcm pcm, int timeoutMs);

    [LibraryImport(Library, EntryPoint = "snd_pcm_avail_update")]
    internal static partial nint Available(AlsaPcm pcm);

    [LibraryImport(Library, EntryPoint = "snd_pcm_readi")]
    internal static partial nint Read(AlsaPcm pcm, byte* frames, nuint count);

    [LibraryImport(Library, EntryPoint = "snd_pcm_writei")]
    internal static partial nint Write(AlsaPcm pcm, byte* frames, nuint count);

    [LibraryImport(Library, EntryPoint = "snd_pcm_mmap_writei")]
    internal static partial nint WriteInPlace(AlsaPcm pcm, byte* frames, nuint count);

    [LibraryImport(Library, EntryPoint = "snd_pcm_forward")]
    internal static partial nint Forward(AlsaPcm pcm, nuint frames);

    [LibraryImport(Library, EntryPoint = "snd_pcm_mmap_begin")]
    internal static partial int BeginInPlace(AlsaPcm pcm, out AlsaArea* areas, out nuint offset, ref nuint frames);

    [LibraryImport(Library, EntryPoint = "snd_pcm_mmap_commit")]
    internal static partial nint CommitInPlace(AlsaPcm pcm, nuint offset, nuint frames);

    [LibraryImport(Library, EntryPoint = "snd_pcm_type")]
    internal static partial int TypeOf(AlsaPcm pcm);

    [LibraryImport(Library, EntryPoint = "snd_pcm_status_malloc")]
    internal static partial int NewStatus(out AlsaStatus status);

    [LibraryImport(Library, EntryPoint = "snd_pcm_status_free")]
    internal static partial void FreeStatus(nint status);

    [LibraryImport(Library, EntryPoint = "snd_pcm_status")]
    internal static partial int ReadStatus(AlsaPcm pcm, AlsaStatus status);

    [LibraryImport(Library, EntryPoint = "snd_pcm_status_get_avail")]
    internal static partial nuint GetAvailable(AlsaStatus status);

    [LibraryImport(Library, EntryPoint = "snd_pcm_status_get_delay")]
    internal static partial nint GetDelay(AlsaStatus status);

    [LibraryImport(Library, EntryPoint = "snd_pcm_status_get_htstamp")]
    internal static partial void GetTime(AlsaStatus status, out AlsaTime time);

    [LibraryImport(Library, EntryPoint = "snd_strerror")]
    internal static partial nint Describe(int error);

    [LibraryImport(Library, EntryPoint = "snd_pcm_hw_params_malloc")]
    internal static partial int NewParameters(out AlsaParameters parameters);

    [LibraryImport(Library, EntryPoint = "snd_pcm_hw_params_free")]
    internal static partial void FreeParameters(nint parameters);

    [LibraryImport(Library, EntryPoint = "snd_pcm_hw_params_any")]
    internal static partial int FillParameters(AlsaPcm pcm, AlsaParameters parameters);

    [LibraryImport(Library, EntryPoint = "snd_pcm_hw_params_set_rate_resample")]
    internal static partial int SetResampling(AlsaPcm pcm, AlsaParameters parameters, uint isOn);

    [LibraryImport(Library, EntryPoint = "snd_pcm_hw_params_set_access")]
    internal static partial int SetAccess(AlsaPcm pcm, AlsaParameters parameters, int access);

    [LibraryImport(Library, EntryPoint = "snd_pcm_hw_params_test_access")]
    internal static partial int TestAccess(AlsaPcm pcm, AlsaParameters parameters, int access);

    [LibraryImport(Library, EntryPoint = "snd_pcm_hw_params_test_format")]
    internal static partial int TestFormat(AlsaPcm pcm, AlsaParameters parameters, int format);

    [LibraryImport(Library, EntryPoint = "snd_pcm_hw_params_set_format")]
    internal static partial int SetFormat(AlsaPcm pcm, AlsaParameters parameters, int format);

    [LibraryImport(Library, EntryPoint = "snd_pcm_hw_params_get_sbits")]
    internal static partial int GetSignificantBits(AlsaParameters parameters);

    [LibraryImport(Library, EntryPoint = "snd_pcm_hw_params_get_channels_max")]
    internal static partial int GetMostChannels(AlsaParameters parameters, out uint channels);

    [LibraryImport(Library, EntryPoint = "snd_pcm_hw_params_get_channels_min")]
    internal static partial int GetFewestChannels(AlsaParameters parameters, out uint channels);

    [LibraryImport(Library, EntryPoint = "snd_pcm_hw_params_set_channels_near")]
    internal static partial int SetChannelsNear(AlsaPcm pcm, AlsaParameters parameters, ref uint channels);

    [LibraryImport(Library, EntryPoint = "snd_pcm_hw_params_test_rate")]
    internal static partial int TestRate(AlsaPcm pcm, AlsaParameters parameters, uint rateHz, int direction);

    [LibraryImport(Library, EntryPoint = "snd_pcm_hw_params_set_rate_near")]
    internal static partial int SetRateNear(AlsaPcm pcm, AlsaParameters parameters, ref uint rateHz, nint direction);

    [LibraryImport(Library, EntryPoint = "snd_pcm_hw_params_set_period_size_near")]
    internal static partial int SetPeriodNear(AlsaPcm pcm, AlsaParameters parameters, ref nuint frames, nint direction);

    [LibraryImport(Library, EntryPoint = "snd_pcm_hw_params_set_buffer_size_near")]
    internal static partial int SetBufferNear(AlsaPcm pcm, AlsaParameters parameters, ref nuint frames);

    [LibraryImport(Library, EntryPoint = "snd_pcm_hw_params")]
    internal static partial int Apply(AlsaPcm pcm, AlsaParameters parameters);

    [LibraryImport(Library, EntryPoint = "snd_pcm_sw_params_malloc")]
    internal static partial int NewBehaviour(out AlsaBehaviour behaviour);

    [LibraryImport(Library, EntryPoint = "snd_pcm_sw_params_free")]
    internal static partial void FreeBehaviour(nint behaviour);

    [LibraryImport(Library, EntryPoint = "snd_pcm_sw_params_current")]
    internal static partial int FillBehaviour(AlsaPcm pcm, AlsaBehaviour behaviour);

    [LibraryImport(Library, EntryPoint = "snd_pcm_sw_params_get_boundary")]
    internal static partial int GetBoundary(AlsaBehaviour behaviour, out nuint frames);

    [LibraryImport(Library, EntryPoint = "snd_pcm_sw_params_set_start_threshold")]
    internal static partial int SetStartThreshold(AlsaPcm pcm, AlsaBehaviour behaviour, nuint frames);

    [LibraryImport(Library, EntryPoint = "snd_pcm_sw_params_set_stop_threshold")]
    internal static partial int SetStopThreshold(AlsaPcm pcm, AlsaBehaviour behaviour, nuint frames);

    [LibraryImport(Library, EntryPoint = "snd_pcm_sw_params_set_avail_min")]
    internal static partial int SetWakeAt(AlsaPcm pcm, AlsaBehaviour behaviour, nuint frames);

    [LibraryImport(Library, EntryPoint = "snd_pcm_sw_params_set_tstamp_mode")]
    internal static partial int SetTimeMode(AlsaPcm pcm, AlsaBehaviour behaviour, int mode);

    [LibraryImport(Library, EntryPoint = "snd_pcm_sw_params_set_tstamp_type")]
    internal static partial int SetTimeType(AlsaPcm pcm, AlsaBehaviour behaviour, int type);

    [LibraryImport(Library, EntryPoint = "snd_pcm_sw_params")]
    internal static partial int Apply(AlsaPcm pcm, AlsaBehaviour behaviour);

    [LibraryImport(Library, EntryPoint = "snd_lib_error_set_handler")]
    private static partial int SetErrorHandler(delegate* unmanaged[Cdecl]<byte*, int, byte*, int, byte*, void> handler);

    // Declared in C with an ellipsis, whose arguments a callee may leave where they are.
    [UnmanagedCallersOnly(CallConvs = [typeof(System.Runtime.CompilerServices.CallConvCdecl)])]
    private static void SayNothing(byte* file, int line, byte* function, int error, byte* text)
    {
    }
}
