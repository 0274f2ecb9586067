namespace Recorder.Dsp.Listening;

/// <summary>
/// Lets one stage of a master be heard alone and changes over without a click. One thread orders, another processes; nothing locks, and
/// nothing is allocated while processing.
/// </summary>
public sealed class StagePreview
{
    // Far more than hands turn between two periods; the newest counts.
    private const int Capacity = 64;

    private readonly SeamlessSwitch change;
    private readonly StageAlone[] stages;
    private readonly StageSettings?[] orders = new StageSettings?[Capacity];
    private long ordered;
    private long taken;
    private int latest;
    private StageAlone? heard;

    /// <summary>A preview for a sample rate in Hz and the most frames one call takes.</summary>
    public StagePreview(int rateHz, int largestBlock)
    {
        change = new SeamlessSwitch(rateHz, largestBlock);
        stages = [new StageAlone(rateHz), new StageAlone(rateHz)];
    }

    /// <summary>Control side: this is heard from now on; null is the mix as it is. False when the other side has not kept up.</summary>
    public bool TryOrder(StageSettings? settings)
    {
        if (ordered - Volatile.Read(ref taken) == Capacity)
            return false;
        orders[ordered % Capacity] = settings;
        Volatile.Write(ref ordered, ordered + 1);
        return true;
    }

    /// <summary>Processes in place.</summary>
    /// <param name="left">Left.</param>
    /// <param name="right">Right, as long.</param>
    /// <param name="isAsItIs">Whether the mix is heard as it is whatever is ordered.</param>
    public void Process(Span<float> left, Span<float> right, bool isAsItIs)
    {
        if (!change.IsChanging)
            Take();
        change.Process(isAsItIs ? null : heard, left, right);
    }

    /// <summary>What comes does not follow what was: it begins with what is ordered, without a fade.</summary>
    public void Reset()
    {
        Take();
        change.Reset();
    }

    // The one that is not heard is set anew and faded to.
    private void Take()
    {
        var end = Volatile.Read(ref ordered);
        if (taken == end)
            return;
        var newest = orders[(end - 1) % Capacity];
        Volatile.Write(ref taken, end);
        heard = null;
        if (newest is not { } settings)
            return;
        latest = 1 - latest;
        stages[latest].Set(settings);
        heard = stages[latest];
    }
}
