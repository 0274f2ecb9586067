using System.Runtime.InteropServices;

namespace Recorder.Linux.Interop.Asound;

/// <summary>The part of ALSA's library that captures and plays; Debian package libasound2.</summary>
internal static unsafe partial class AlsaLibrary
{
    internal const int Playback = 0;
    internal const int Capture = 1;
    internal const int NonBlocking = 1;
    internal const int InterleavedReadWrite = 3;

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

    [LibraryImport(Library, EntryPoint = "snd_pcm_hw_params_test_format")]
    internal static partial int TestFormat(AlsaPcm pcm, AlsaParameters parameters, int format);

    [LibraryImport(Library, EntryPoint = "snd_pcm_hw_params_set_format")]
    internal static partial int SetFormat(AlsaPcm pcm, AlsaParameters parameters, int format);

    [LibraryImport(Library, EntryPoint = "snd_pcm_hw_params_get_sbits")]
    internal static partial int GetSignificantBits(AlsaParameters parameters);

    [LibraryImport(Library, EntryPoint = "snd_pcm_hw_params_get_channels_max")]
    internal static partial int GetMostChannels(AlsaParameters parameters, out uint channels);

    [LibraryImport(Library, EntryPoint = "snd_pcm_hw_params_set_channels_near")]
    internal static partial int SetChannelsNear(AlsaPcm pcm, AlsaParameters parameters, ref uint channels);

    [LibraryImport(Library, EntryPoint = "snd_pcm_hw_params_set_rate_near")]
    internal static partial int SetRateNear(AlsaPcm pcm, AlsaParameters parameters, ref uint rateHz, nint direction);

    [LibraryImport(Library, EntryPoint = "snd_pcm_hw_params_set_period_size_near")]
    internal static partial int SetPeriodNear(AlsaPcm pcm, AlsaParameters parameters, ref nuint frames, nint direction);

    [LibraryImport(Library, EntryPoint = "snd_pcm_hw_params_set_buffer_size_near")]
    internal static partial int SetBufferNear(AlsaPcm pcm, AlsaParameters parameters, ref nuint frames);

    [LibraryImport(Library, EntryPoint = "snd_pcm_hw_params")]
    internal static partial int Apply(AlsaPcm pcm, AlsaParameters parameters);

    [LibraryImport(Library, EntryPoint = "snd_lib_error_set_handler")]
    private static partial int SetErrorHandler(delegate* unmanaged[Cdecl]<byte*, int, byte*, int, byte*, void> handler);

    // Declared in C with an ellipsis, whose arguments a callee may leave where they are.
    [UnmanagedCallersOnly(CallConvs = [typeof(System.Runtime.CompilerServices.CallConvCdecl)])]
    private static void SayNothing(byte* file, int line, byte* function, int error, byte* text)
    {
    }
}

/// <summary>An open PCM.</summary>
internal sealed class AlsaPcm() : SafeHandle(0, ownsHandle: true)
{
    /// <inheritdoc/>
    public override bool IsInvalid => handle == 0;

    /// <inheritdoc/>
    protected override bool ReleaseHandle() => AlsaLibrary.Close(handle) == 0;
}

/// <summary>The set of configurations a PCM still allows.</summary>
internal sealed class AlsaParameters() : SafeHandle(0, ownsHandle: true)
{
    /// <inheritdoc/>
    public override bool IsInvalid => handle == 0;

    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        AlsaLibrary.FreeParameters(handle);
        return true;
    }
}
