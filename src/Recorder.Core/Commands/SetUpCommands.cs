using Recorder.Core.SetUp;
using Recorder.Core.Units;

namespace Recorder.Core.Commands;

/// <summary>Inputs 2n-1 and 2n belong together as left and right, or not any more.</summary>
/// <param name="Input">Either of the two, from 0.</param>
/// <param name="Paired">Whether they are a pair.</param>
public sealed record PairInputs(int Input, bool Paired) : RecorderCommand;

/// <summary>What an input is fed by; inputs count from 0.</summary>
public sealed record SetMicrophone(int Input, MicrophoneType Type) : RecorderCommand;

/// <summary>Frames per second of the interface; refused while a take runs.</summary>
public sealed record SetRate(int RateHz) : RecorderCommand;

/// <summary>Format of new tracks; refused while a take runs.</summary>
public sealed record SetFormat(SampleFormat Format) : RecorderCommand;

/// <summary>Frames that are mixed and heard at once: <see cref="MonitorPeriod"/>; refused while a take runs.</summary>
public sealed record SetMonitorPeriod(int Frames) : RecorderCommand;

/// <summary>Seconds before REC that belong to a take, 0 to 60.</summary>
public sealed record SetPreRoll(double Seconds) : RecorderCommand;

/// <summary>Whether a take begins by itself when power comes.</summary>
public sealed record SetRecordAtPowerOn(bool IsOn) : RecorderCommand;

/// <summary>Minutes after which an untouched display sleeps; 0 is never.</summary>
public sealed record SetDisplaySleep(int Minutes) : RecorderCommand;

/// <summary>Keeps names, arming, pairs and microphones of the interface under a band's name.</summary>
public sealed record StoreBand(string Name) : RecorderCommand;

/// <summary>Brings back what was kept under a band's name.</summary>
public sealed record RecallBand(string Name) : RecorderCommand;

/// <summary>Forgets a band; what stands on the inputs stays.</summary>
public sealed record DeleteBand(string Name) : RecorderCommand;

/// <summary>Deletes for good what lies in the bin.</summary>
public sealed record EmptyBin : RecorderCommand;

/// <summary>Sets the machine's clock and the one with a battery, where there is one.</summary>
public sealed record SetDateAndTime(DateTimeOffset Time) : RecorderCommand;

/// <summary>Shows a new code with which one more browser is let in.</summary>
public sealed record BeginPairing : RecorderCommand;

/// <summary>No browser of another machine is let in any more without a new code.</summary>
public sealed record ForgetBrowsers : RecorderCommand;
