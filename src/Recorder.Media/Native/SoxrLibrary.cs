using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Recorder.Media.Native;

/// <summary>The part of libsoxr 0.1 this program uses; names and numbers are those of its <c>soxr.h</c>.</summary>
internal static partial class SoxrLibrary
{
    internal const uint VeryHighQuality = 6;

    /// <summary>32-bit floats, one plane per channel.</summary>
    internal const int Float32Split = 4;

    private const string Soname = "libsoxr.so.0";

    [StructLayout(LayoutKind.Sequential)]
    internal struct IoSpec
    {
        public int InputType;
        public int OutputType;
        public double Scale;
        public nint Internal;
        public nuint Flags;
    }

    [StructLayout(LayoutKind.Sequential)]
    internal struct QualitySpec
    {
        public double PrecisionBits;
        public double PhaseResponse;
        public double PassbandEnd;
        public double StopbandBegin;
        public nint Internal;
        public nuint Flags;
    }

    /// <summary>Throws when the library is missing.</summary>
    internal static void Require() => NativePackage.Require(Soname, "libsoxr0", "Changing the sample rate");

    [LibraryImport(Soname, EntryPoint = "soxr_quality_spec")]
    internal static partial QualitySpec Quality(nuint recipe, nuint flags);

    [LibraryImport(Soname, EntryPoint = "soxr_create")]
    internal static partial SoxrHandle Create(
        double inputRateHz, double outputRateHz, uint channels, out nint error, in IoSpec io, in QualitySpec quality, nint runtime);

    [LibraryImport(Soname, EntryPoint = "soxr_process")]
    internal static unsafe partial nint Process(
        SoxrHandle handle, float** input, nuint inputFrames, out nuint consumedFrames,
        float** output, nuint outputFrames, out nuint producedFrames);

    [LibraryImport(Soname, EntryPoint = "soxr_delete")]
    internal static partial void Delete(nint handle);
}

/// <summary>A running rate conversion.</summary>
internal sealed class SoxrHandle() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
{
    protected override bool ReleaseHandle()
    {
        SoxrLibrary.Delete(handle);
        return true;
    }
}
