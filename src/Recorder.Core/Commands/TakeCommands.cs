namespace Recorder.Core.Commands;

/// <summary>Where what is heard, mixed and mastered of the open take begins and ends; the recording stays whole.</summary>
/// <param name="StartFrame">First frame.</param>
/// <param name="EndFrame">The frame after the last; null is the take's end.</param>
public sealed record SetTakeRange(long StartFrame, long? EndFrame) : RecorderCommand;

/// <summary>The stretch of the open take that is played again and again; null ends the loop, what plays goes on.</summary>
/// <param name="InFrame">First frame.</param>
/// <param name="OutFrame">The frame after the last.</param>
public sealed record SetLoop(long? InFrame, long? OutFrame) : RecorderCommand;

/// <summary>Where an overdub of the open take writes: REC while it plays drops in and out there by itself; null lets it write everywhere.</summary>
/// <param name="InFrame">First frame.</param>
/// <param name="OutFrame">The frame after the last.</param>
public sealed record SetPunch(long? InFrame, long? OutFrame) : RecorderCommand;

/// <summary>A name for the marker at a frame of the open take.</summary>
public sealed record NameMarker(long Frame, string Name) : RecorderCommand;

/// <summary>The marker at a frame of the open take goes.</summary>
public sealed record DeleteMarker(long Frame) : RecorderCommand;
