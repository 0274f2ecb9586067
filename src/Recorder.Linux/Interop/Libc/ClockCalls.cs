using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Recorder.Linux.Interop.Libc;

/// <summary>Setting the wall clock: clock_settime(2), and rtc(4) for the one with a battery.</summary>
internal static partial class ClockCalls
{
    internal const int Realtime = 0;

    /// <summary>_IOW('p', 0x0a, struct rtc_time), the same on x86-64 and arm64.</summary>
    internal const uint SetRtcTime = 0x4024700a;

    private const string Library = "libc";

    [LibraryImport(Library, EntryPoint = "clock_settime", SetLastError = true)]
    internal static partial int SetTime(int clock, in TimeSpec time);

    // Declared without its ellipsis: on these processors a pointer argument travels the same way in both.
    [LibraryImport(Library, EntryPoint = "ioctl", SetLastError = true)]
    internal static partial int Control(SafeFileHandle file, nuint request, in RtcTime time);

    /// <summary>struct timespec.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct TimeSpec
    {
        internal long Seconds;
        internal long Nanoseconds;
    }

    /// <summary>struct rtc_time: fields as in struct tm, in UTC; the last three are not read when it is set.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct RtcTime
    {
        internal int Second;
        internal int Minute;
        internal int Hour;
        internal int Day;
        internal int Month;
        internal int Year;
        internal int WeekDay;
        internal int YearDay;
        internal int IsDaylightSaving;
    }
}
