namespace Recorder.Core.Commands;

/// <summary>What the master is to measure, loudness and ceiling at once, as one step that undo takes back.</summary>
/// <param name="Aim">The <see cref="Parameters.MasterAim.Key"/> of one of <see cref="Parameters.MasterAims.All"/>.</param>
public sealed record SetAim(string Aim) : RecorderCommand;

/// <summary>The finished song whose tone the open take's next master comes nearer to; undo takes the choice back.</summary>
/// <param name="Key">One of the snapshot's <see cref="Snapshots.MasterState.References"/>; "" for none.</param>
public sealed record SetReference(string Key) : RecorderCommand;

/// <summary>Whether the session's masters keep the distances of their mixes, the loudest at the album's aim.</summary>
public sealed record SetAlbum(bool On) : RecorderCommand;

/// <summary>Whether the session's masters are made in a format; one at least stays on.</summary>
/// <param name="Format">Its word: wav24, wav16, flac, mp3 or opus.</param>
/// <param name="On">Made, or left out.</param>
public sealed record SetMasterFormat(string Format, bool On) : RecorderCommand;

/// <summary>A few words about the newest version of the open take's master; none take them away.</summary>
public sealed record NoteMaster(string Text) : RecorderCommand;

/// <summary>The newest version of the open take's master is the one that counts from now on, whatever is made later; or is not any more.</summary>
public sealed record ApproveMaster(bool Approved) : RecorderCommand;

/// <summary>
/// Somebody looks at MASTER: for three seconds from now on, and longer only when this is said again, the mix is measured and tried on other
/// playback systems as soon as it has changed.
/// </summary>
public sealed record LookAtMaster : RecorderCommand;
