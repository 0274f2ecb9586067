namespace Recorder.Studio.Mastering;

/// <summary>How loud the songs of an album are beside each other, after AES TD1008: the loudest has the album's loudness, the others stay as far below it as their mixes are.</summary>
public static class AlbumLevels
{
    /// <summary>What each song's master is to measure.</summary>
    /// <param name="mixLufs">Integrated loudness of each song's mix, BS.1770-5; null for one that has none.</param>
    /// <returns>A target for each; one whose mix has no loudness gets the album's own.</returns>
    public static IReadOnlyList<MasterTarget> Of(IReadOnlyList<double?> mixLufs)
    {
        var loudest = mixLufs.Max();
        return [.. mixLufs.Select(lufs => MasterTarget.Album with { IntegratedLufs = MasterTarget.Album.IntegratedLufs + (lufs - loudest ?? 0) })];
    }

    /// <summary>Measures files against an album: the loudest is at its loudness, none is above.</summary>
    /// <param name="files">The finished songs.</param>
    /// <returns>Them in their order; what is not the loudest holds when it is no louder than the album.</returns>
    public static IReadOnlyList<FileCertificate> Certify(IReadOnlyList<FileCertificate> files)
    {
        var loudest = files.Max(file => file.Loudness.IntegratedLufs);
        return [.. files.Select(file => file.Loudness.IntegratedLufs is { } lufs && lufs < loudest && lufs <= file.Target.IntegratedLufs
            ? file with { Target = file.Target with { IntegratedLufs = lufs }, LoudnessHolds = true }
            : file)];
    }
}
