using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using static Recorder.Core.Parameters.ParameterWarp;

namespace Recorder.Core.Parameters;

/// <summary>What is set of a group of strips.</summary>
public enum GroupParameter
{
    LevelDb, Mute, Solo,
}

/// <summary>The declarations of all that can be set of a group, indexed by <see cref="GroupParameter"/>.</summary>
public static class GroupParameters
{
    /// <summary>Groups of a mix; with both effects and the mix itself they are one bank of knobs.</summary>
    public const int Groups = 5;

    /// <summary>How many parameters a group has.</summary>
    public const int Count = (int)GroupParameter.Solo + 1;

    /// <summary>One declaration per <see cref="GroupParameter"/>.</summary>
    public static ImmutableArray<ParameterSpec> Specs { get; } =
    [
        new("levelDb", "Group level", "Level", "dB", StripParameters.SilenceDb, 12, 0, Fader, 1, "Added to the level of each channel of the group."),
        new("mute", "Group mute", "Mute", "", 0, 1, 0, Switch, 0, "Silences all channels of the group; they are always recorded."),
        new("solo", "Group solo", "Solo", "", 0, 1, 0, Switch, 0, "Only soloed groups and channels are heard."),
    ];

    /// <summary>The declaration of one parameter.</summary>
    public static ParameterSpec Spec(this GroupParameter parameter) => Specs[(int)parameter];

    /// <summary>A group with every parameter at its default.</summary>
    public static GroupValues Defaults()
    {
        GroupValues values = default;
        for (var i = 0; i < Count; i++)
            values[(GroupParameter)i] = Specs[i].Default;
        return values;
    }
}

/// <summary>The values of one group, in place and of fixed size.</summary>
public struct GroupValues
{
    private GroupBuffer buffer;

    /// <summary>One value in its parameter's unit.</summary>
    public float this[GroupParameter parameter]
    {
        readonly get => buffer[(int)parameter];
        set => buffer[(int)parameter] = value;
    }

    /// <summary>A copy in which one value is other, clamped to its range.</summary>
    public readonly GroupValues With(GroupParameter parameter, float value)
    {
        var copy = this;
        copy[parameter] = parameter.Spec().Clamp(value);
        return copy;
    }

    /// <summary>Whether a switch is on.</summary>
    public readonly bool IsOn(GroupParameter parameter) => this[parameter] >= 0.5f;

    [InlineArray(GroupParameters.Count)]
    private struct GroupBuffer
    {
        private float first;
    }
}
