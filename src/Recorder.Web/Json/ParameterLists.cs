using System.Collections.Immutable;
using Recorder.Core.Parameters;

namespace Recorder.Web.Json;

/// <summary>The declarations of all parameters as the page reads them, and the aims a master can have.</summary>
public sealed record ParameterLists(
    ImmutableArray<PageParameter> Strip, ImmutableArray<PageParameter> Bus, ImmutableArray<PageParameter> Master, ImmutableArray<PageParameter> Click,
    ImmutableArray<PageParameter> Cue, ImmutableArray<PageParameter> Group, ImmutableArray<MasterAim> Aims)
{
    /// <summary>All of them; they never change while the program runs.</summary>
    public static ParameterLists All { get; } = new(
        [.. StripParameters.Specs.Select(PageParameter.From)],
        [.. BusParameters.Specs.Select(PageParameter.From)],
        [.. MasterParameters.Specs.Select(PageParameter.From)],
        [.. ClickParameters.Specs.Select(PageParameter.From)],
        [.. CueParameters.Specs.Append(CueParameters.ChannelDb).Select(PageParameter.From)],
        [.. GroupParameters.Specs.Select(PageParameter.From)],
        MasterAims.All);
}

/// <summary>One declaration, and its value at each place of a fader's way, so that the page has no formula of its own.</summary>
/// <param name="Spec">The declaration.</param>
/// <param name="Curve">Values at equal steps from the bottom to the top of the way.</param>
public sealed record PageParameter(ParameterSpec Spec, ImmutableArray<float> Curve)
{
    private const int Steps = 240;

    internal static PageParameter From(ParameterSpec spec) =>
        new(spec, [.. Enumerable.Range(0, Steps + 1).Select(step => MathF.Round(spec.FromPosition((double)step / Steps), 4))]);
}
