using Recorder.Core.Commands;
using Recorder.Core.Parameters;
using Recorder.Core.SetUp;
using Recorder.Studio.QuickMix;

namespace Recorder.App.Host.Session;

/// <summary>Moves of the mix's groups: steps of its history like all others.</summary>
internal sealed class GroupDesk(MixDesk desk)
{
    private const int MostLetters = 16;

    /// <summary>Does what concerns groups; null when the command does not.</summary>
    public CommandReply? TryRoute(RecorderCommand command) => command switch
    {
        SetGroup set => Set(set),
        JoinGroup join => Join(join),
        NameGroup name => Name(name),
        ProposeGroups => Propose(),
        _ => null,
    };

    private CommandReply Set(SetGroup set) => desk.Move(history =>
    {
        if (!IsGroup(set.Group) || (uint)set.Parameter >= GroupParameters.Count)
            return NoGroup(set.Group);
        history.SetGroup(set.Group, set.Parameter, set.Value);
        return CommandReply.Done;
    });

    private CommandReply Join(JoinGroup join) => desk.Move(history =>
    {
        var strips = history.Mix.Current.Strips;
        if ((uint)join.Strip >= (uint)strips.Length)
            return CommandReply.Refused(FormattableString.Invariant($"There is no strip {join.Strip + 1}."));
        if (join.Group is { } group && !IsGroup(group))
            return NoGroup(group);
        history.JoinGroup(join.Strip, join.Group, StereoPairs.PartnerOf(strips, join.Strip, strip => strip.Track));
        return CommandReply.Done;
    });

    private CommandReply Name(NameGroup name) => desk.Move(history =>
    {
        var (mix, text) = (history.Mix, name.Name.Trim());
        if (!IsGroup(name.Group))
            return NoGroup(name.Group);
        if (text.Length is 0 or > MostLetters)
            return CommandReply.Refused(FormattableString.Invariant($"A group's name has 1 to {MostLetters} letters."));
        var (scene, group) = (mix.Current, mix.Current.Groups[name.Group]);
        var named = scene with { Groups = scene.Groups.SetItem(name.Group, group with { Name = text }) };
        history.Change($"group {text}, was {group.Name}", mix with { Current = named, IsEdited = true });
        return CommandReply.Done;
    });

    private CommandReply Propose() => desk.Move(history =>
    {
        var mix = history.Mix;
        var joins = GroupProposal.Of(mix.Current);
        if (joins.IsEmpty)
            return CommandReply.Refused("No other name says where it belongs.");
        var scene = joins.Aggregate(mix.Current, (now, join) => now.WithMember(join.Strip, join.Group));
        history.Change("groups by names", mix with { Current = scene, IsEdited = true });
        return new CommandReply(true, joins.Length == 1 ? "1 channel is in a group by its name." : FormattableString.Invariant($"{joins.Length} channels are in groups by their names."));
    });

    private static bool IsGroup(int group) => (uint)group < GroupParameters.Groups;

    private static CommandReply NoGroup(int group) => CommandReply.Refused(FormattableString.Invariant($"There is no group {group + 1} with that value."));
}
