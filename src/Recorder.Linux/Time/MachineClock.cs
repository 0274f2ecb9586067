using System.Globalization;
using System.Runtime.InteropServices;
using Recorder.Core.Faults;
using Recorder.Core.Ports;
using Recorder.Linux.Interop.Libc;

namespace Recorder.Linux.Time;

/// <summary>The system's clock and, where there is one, the DS3231 or another with a battery (/dev/rtc0).</summary>
/// <param name="setSystemTime">Sets the system's clock to a time in UTC; 0 or an errno.</param>
/// <param name="rtcDevice">The clock with a battery.</param>
public sealed class MachineClock(Func<DateTimeOffset, int> setSystemTime, string rtcDevice) : IMachineClock
{
    private const string FirstRtc = "/dev/rtc0";

    /// <summary>This machine's clocks.</summary>
    public MachineClock()
        : this(SetSystemTime, FirstRtc)
    {
    }

    /// <inheritdoc/>
    public void Set(DateTimeOffset time)
    {
        var errno = setSystemTime(time.ToUniversalTime());
        if (errno != 0)
        {
            throw new RecorderException(FaultKind.Device,
                $"The clock cannot be set ({Marshal.GetPInvokeErrorMessage(errno)}): it stands as it was; give the program CAP_SYS_TIME, as its systemd unit does.");
        }
        SetBatteryClock(time.ToUniversalTime());
    }

    private static int SetSystemTime(DateTimeOffset utc)
    {
        var time = new ClockCalls.TimeSpec { Seconds = utc.ToUnixTimeSeconds() };
        return ClockCalls.SetTime(ClockCalls.Realtime, in time) == 0 ? 0 : Marshal.GetLastPInvokeError();
    }

    // A Pi 4 has none: the system's clock is right all the same, until power goes.
    private void SetBatteryClock(DateTimeOffset utc)
    {
        if (!Path.Exists(rtcDevice))
            return;
        using var rtc = LibC.Open(rtcDevice, LibC.WriteOnly | LibC.CloseOnExec, 0);
        var fields = Fields(utc);
        if (!rtc.IsInvalid && ClockCalls.Control(rtc, ClockCalls.SetRtcTime, in fields) == 0)
            return;
        throw new RecorderException(FaultKind.Device, string.Create(CultureInfo.InvariantCulture,
            $"The clock is set, but not the one with the battery ({Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError())}): it is wrong again after a power cut; let the program write {rtcDevice}."));
    }

    /// <summary>As struct tm counts: months from 0, years from 1900.</summary>
    internal static ClockCalls.RtcTime Fields(DateTimeOffset utc) => new()
    {
        Second = utc.Second, Minute = utc.Minute, Hour = utc.Hour, Day = utc.Day, Month = utc.Month - 1, Year = utc.Year - 1900,
    };
}
