using System.Collections.Immutable;
using Recorder.Core.Snapshots;
using Recorder.Session.Folders;
using Recorder.Studio.Mastering;

namespace Recorder.App.Host.Session;

/// <summary>Whether masters have the loudness that their album asks of them.</summary>
internal static class AlbumFit
{
    // Closer than anyone measures; a mix that was rendered again is not moved for it.
    private const double SameLu = 0.05;

    /// <summary>Whether a master was made to a target.</summary>
    public static bool Fits(Certificate certificate, MasterTarget target) => certificate is { MixLufs: not null, TargetLufs: { } lufs, CeilingDbtp: { } ceiling }
        && Math.Abs(lufs - target.IntegratedLufs) <= SameLu && Math.Abs(ceiling - target.CeilingDbtp) <= SameLu;

    /// <summary>The approved versions that are not at the level which the newest mixes of all takes ask of them.</summary>
    public static ImmutableArray<AlbumMisfit> Misfits(SessionFolder session, IEnumerable<int> takes)
    {
        var songs = takes.Select(take => (Take: take, Newest: MasterShelf.NewestCertificate(session, take), Counting: MasterShelf.CountingCertificate(session, take)))
            .Where(song => song.Newest is not null).ToArray();
        return
        [
            .. from song in songs.Zip(songs.Length == 0 ? [] : AlbumLevels.Of([.. songs.Select(song => song.Newest!.MixLufs)]), (song, target) => (song.Take, song.Newest, song.Counting, Target: target))
               where song.Counting is { IsApproved: true } && !Fits(song.Counting, song.Target)
               orderby song.Take
               select new AlbumMisfit(song.Take, song.Counting!.Version, Fits(song.Newest!, song.Target) ? song.Newest!.Version : null),
        ];
    }
}
