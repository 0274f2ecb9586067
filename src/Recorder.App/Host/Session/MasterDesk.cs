using System.Collections.Immutable;
using Recorder.App.Host.Jobs;
using Recorder.Core.Commands;
using Recorder.Core.Parameters;
using Recorder.Core.Snapshots;
using Recorder.Session.Folders;
using Recorder.Studio.Mastering;

namespace Recorder.App.Host.Session;

/// <summary>How masters are made beyond the values under the knobs: aim, reference, album, formats; and what people say of a finished one.</summary>
/// <param name="session">Where album and formats are kept, and the masters.</param>
/// <param name="shelf">The takes.</param>
/// <param name="desk">The mix of the open one, with its aim and reference.</param>
/// <param name="references">What can be a reference.</param>
internal sealed class MasterDesk(SessionFolder session, TakeShelf shelf, MixDesk desk, ReferenceShelf references)
{
    private const string UsualFormats = "wav24,mp3";

    private readonly Lock gate = new();
    private ImmutableArray<ReferenceOffer> masters = [];
    private Looked looked = new(null, new MasterState());

    /// <summary>Raised when something about finished masters has changed on disk.</summary>
    public event Action? MastersChanged;

    /// <summary>All of it as it was looked at last; values and reference are the desk's. What is another take's is left out.</summary>
    /// <param name="open">The number of the open take; null where none is.</param>
    public MasterState StateOf(int? open)
    {
        var (take, state) = Volatile.Read(ref looked);
        state = state with { Values = desk.Mix.Master, Reference = desk.Mix.Reference };
        return take == open ? state : state with { IsKnown = false, Certificate = null };
    }

    /// <summary>Whether the session is an album.</summary>
    public bool IsAlbum => session.Facts.Album == true;

    /// <summary>What the session's masters are made as, at least one, the lossless ones first.</summary>
    public IReadOnlyList<MasterFormat> Formats
    {
        get
        {
            var words = session.Facts.MasterFormats;
            var chosen = MasterFormat.All.Where(format => !words.IsDefault && words.Contains(format.Word)).ToArray();
            return chosen.Length > 0 ? chosen : MasterFormat.ParseList(UsualFormats);
        }
    }

    /// <summary>Looks at everything anew.</summary>
    public void Look()
    {
        lock (gate)
        {
            var (open, formats) = (shelf.Open?.Number, Formats);
            masters = [.. references.Masters(open).Select(reference => reference.Offer)];
            Volatile.Write(ref looked, new Looked(open, new MasterState
            {
                Certificate = open is { } take ? MasterShelf.NewestCertificate(session, take) : null,
                References = [.. masters, .. references.Files().Select(reference => reference.Offer)],
                IsAlbum = IsAlbum,
                AlbumTakes = shelf.Summaries.Count(summary => MasterShelf.NewestCertificate(session, summary.Number) is not null),
                AlbumMisfits = IsAlbum ? AlbumFit.Misfits(session, shelf.Summaries.Select(summary => summary.Number)) : [],
                Formats = [.. MasterFormat.All.Select(format => new FormatOffer(format.Word, format.Name, formats.Contains(format)))],
            }));
        }
    }

    /// <summary>Looks at what comes and goes without the recorder: files that can be a reference.</summary>
    public void LookAtFiles()
    {
        lock (gate)
            Volatile.Write(ref looked, looked with { State = looked.State with { References = [.. masters, .. references.Files().Select(reference => reference.Offer)] } });
    }

    /// <summary>A new version of a take's master.</summary>
    public TakeMaster NewJob(Take take)
    {
        var bench = new MasterBench(session, desk, references, Formats);
        return new TakeMaster(take, bench, IsAlbum ? new MasterAlbum(session, shelf, bench) : null);
    }

    /// <summary>Does it; null when the command is no such.</summary>
    /// <exception cref="Core.Faults.RecorderException">The disk refuses.</exception>
    public CommandReply? TryRoute(RecorderCommand command) => command switch
    {
        SetAim set => SetAim(set),
        SetReference set => SetReference(set),
        SetAlbum set => SetAlbum(set),
        SetMasterFormat set => SetFormat(set),
        NoteMaster note => OnNewest(take => MasterShelf.ChangeNewest(session, take, certificate => certificate with { Note = note.Text.Trim() })),
        ApproveMaster approve => OnNewest(take => MasterShelf.ApproveNewest(session, take, approve.Approved)),
        _ => null,
    };

    private CommandReply SetAim(SetAim set)
    {
        if (MasterAims.All.FirstOrDefault(aim => aim.Key == set.Aim) is not { } aim)
            return CommandReply.Refused($"There is no aim called {set.Aim}.");
        desk.SetAim(aim);
        return CommandReply.Done;
    }

    private CommandReply SetReference(SetReference set)
    {
        if (set.Key.Length == 0)
        {
            desk.SetReference("", "off");
            return CommandReply.Done;
        }
        if (references.Find(set.Key, shelf.Open?.Number) is not { } reference)
            return CommandReply.Refused($"{ReferenceOffer.NameOf(set.Key)} is not there. Put its stick in, or choose another.");
        desk.SetReference(set.Key, reference.Offer.Name);
        return CommandReply.Done;
    }

    private CommandReply SetAlbum(SetAlbum set)
    {
        session.ChangeFacts(facts => facts with { Album = set.On });
        Look();
        return CommandReply.Done;
    }

    private CommandReply SetFormat(SetMasterFormat set)
    {
        if (MasterFormat.All.All(format => format.Word != set.Format))
            return CommandReply.Refused($"There is no format called {set.Format}.");
        var words = Formats.Select(format => format.Word).Where(word => word != set.Format).Concat(set.On ? [set.Format] : Array.Empty<string>()).ToImmutableArray();
        if (words.IsEmpty)
            return CommandReply.Refused("A master is a file: one format stays on.");
        session.ChangeFacts(facts => facts with { MasterFormats = words });
        Look();
        return CommandReply.Done;
    }

    private CommandReply OnNewest(Action<int> change)
    {
        if (shelf.Open is not { } take)
            return CommandReply.Refused("No take is open. TAKES opens one.");
        change(take.Number);
        Look();
        MastersChanged?.Invoke();
        return CommandReply.Done;
    }

    // Replaced as a whole: of which take it is, and what there is of it.
    private sealed record Looked(int? Take, MasterState State);
}
