namespace Recorder.Core.Parameters;

/// <summary>The declaration of the way between two scenes.</summary>
public static class MorphParameter
{
    /// <summary>How far it is from the scene that was heard to the other one.</summary>
    public static ParameterSpec Percent { get; } = new(
        "morphPercent", "Morph", "Morph", "%", 0, 100, 0, ParameterWarp.Linear, 0, "How far the mix has gone from one scene to another.") { Step = 2 };
}
