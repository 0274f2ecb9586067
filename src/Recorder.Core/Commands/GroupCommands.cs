using Recorder.Core.Parameters;

namespace Recorder.Core.Commands;

/// <summary>One value of a group of strips; groups count from 0.</summary>
public sealed record SetGroup(int Group, GroupParameter Parameter, float Value) : RecorderCommand;

/// <summary>Puts a strip into a group and out of the one it was in; null leaves it in none. Both count from 0.</summary>
public sealed record JoinGroup(int Strip, int? Group) : RecorderCommand;

/// <summary>A name for a group.</summary>
public sealed record NameGroup(int Group, string Name) : RecorderCommand;

/// <summary>Puts strips that are in no group into the one their names say.</summary>
public sealed record ProposeGroups : RecorderCommand;
