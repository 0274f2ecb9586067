namespace Recorder.Dsp.Mixing;

/// <summary>Lays one recording over another with a fade at each end; nothing is ever louder than the louder of the two.</summary>
public static class LayerFade
{
    /// <summary>Replaces what lies under a layer by the layer.</summary>
    /// <param name="under">What is under it; the result.</param>
    /// <param name="over">The layer's samples at the same place, as many.</param>
    /// <param name="firstFrame">The layer's frame that is the first of them.</param>
    /// <param name="layerFrames">Length of the layer.</param>
    /// <param name="fadeFrames">Length of the fade at each end; of a layer shorter than two, half its length.</param>
    public static void Replace(Span<float> under, ReadOnlySpan<float> over, long firstFrame, long layerFrames, int fadeFrames)
    {
        var fade = Math.Max(1, Math.Min(fadeFrames, layerFrames / 2));
        for (var i = 0; i < under.Length; i++)
        {
            var frame = firstFrame + i;
            var fromEnd = Math.Min(frame + 0.5f, layerFrames - frame - 0.5f);
            if (fromEnd >= fade)
                under[i] = over[i];
            else if (fromEnd > 0)
                under[i] += (over[i] - under[i]) * (fromEnd / fade);
        }
    }
}
