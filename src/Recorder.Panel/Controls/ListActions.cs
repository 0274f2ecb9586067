using Recorder.Core.Commands;
using Recorder.Core.Snapshots;
using Recorder.Panel.Screens;
using Recorder.Panel.Screens.Parts;

namespace Recorder.Panel.Controls;

/// <summary>What MAIN does on the lists that act on a take, on SOUND CHECK and on EXPORT.</summary>
internal sealed class ListActions(Desk desk, TransportKeys transport, NameKnobs names)
{
    private PanelState State => desk.State;

    /// <summary>Does what the chosen row of the take menu says.</summary>
    public void OpenTakeRow()
    {
        switch ((TakeAction)State.Row)
        {
            case TakeAction.Play:
                transport.Play(withBack: false);
                break;
            case TakeAction.Look:
                if (desk.Snapshot.Open?.Number == State.TakeNumber || desk.Post(new OpenTake(State.TakeNumber)))
                    desk.GoTo(ScreenName.Take);
                break;
            case TakeAction.Name:
                names.WriteTake(State.TakeNumber);
                break;
            case TakeAction.QuickMix:
                OpenAnd(new StartQuickMix());
                break;
            case TakeAction.Master:
                OpenAnd(new StartMaster());
                break;
            case TakeAction.Star:
                transport.Star();
                break;
            case TakeAction.Songs or TakeAction.Layers:
                var opens = State.Row == (int)TakeAction.Songs ? ScreenName.Songs : ScreenName.Layers;
                if (desk.Snapshot.Open?.Number == State.TakeNumber || desk.Post(new OpenTake(State.TakeNumber)))
                    desk.GoTo(opens);
                break;
            case TakeAction.Bin:
                State.Question = Question.YesNo(FormattableString.Invariant($"Put T{State.TakeNumber} into the bin?"), new BinTake(State.TakeNumber));
                break;
        }
    }

    /// <summary>Plays the open take from a place of it.</summary>
    public void PlayFrom(double seconds)
    {
        if (desk.Post(new Locate((long)Math.Round(seconds * desk.Snapshot.Open!.RateHz))) && desk.Snapshot.Transport != TransportState.Playing)
            desk.Post(new Play());
    }

    /// <summary>Begins or ends the sound check, or does what it proposes; for all inputs it asks first.</summary>
    public void PressSoundCheck()
    {
        var check = desk.Snapshot.SoundCheck;
        if (State.Row == SoundCheckScreen.ListenRow)
            desk.Post(check.IsListening ? new EndSoundCheck() : new StartSoundCheck());
        else if (SoundCheckScreen.InputAt(check, State.Row) is { } input)
            desk.Post(new ApplySoundCheck(input.Input));
        else if (SoundCheckScreen.IsAll(check, State.Row))
            State.Question = Question.YesNo($"Apply what is proposed for {SoundCheckScreen.ProposedInputs(check)}?", new ApplySoundCheck());
    }

    private void OpenAnd(RecorderCommand command)
    {
        if (desk.Snapshot.Open?.Number == State.TakeNumber || desk.Post(new OpenTake(State.TakeNumber)))
            desk.Post(command);
    }

    /// <summary>Takes the mix apart into stems; pressed while that goes on, it says how far it is.</summary>
    public void StartStems()
    {
        if (desk.Snapshot.Job is { Kind: JobKind.Stems } job && JobText.IsUnderWay(job))
            desk.Tell(JobText.Progress(job));
        else if (desk.Post(new StartStems()))
            desk.Tell("Stems begin: a file per group and channel.");
    }

    /// <summary>Starts the chosen export, or says that its result was seen.</summary>
    public void StartExport()
    {
        if (desk.Snapshot.Job is { Kind: JobKind.Export } job && job != State.SeenJob)
        {
            if (JobText.IsUnderWay(job))
                desk.Tell("Hold STOP: cancel, finished files stay.");
            else
                State.SeenJob = job;
            return;
        }
        if (State.Row >= desk.Snapshot.Storage.Offers.Length || desk.Snapshot.Storage.StickLabel is null)
            return;
        var offer = desk.Snapshot.Storage.Offers[State.Row];
        if (offer.Fits)
            desk.Post(new StartExport(offer.Choice));
        else
            desk.Tell("It does not fit on this stick. Turn MAIN: choose less.");
    }
}
