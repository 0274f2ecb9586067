using Recorder.Core.Commands;
using Recorder.Dsp.Listening;

namespace Recorder.Dsp.PlaybackSystems;

/// <summary>Lets two channels be heard as on another system, and changes over without a click.</summary>
/// <param name="rateHz">Frames per second.</param>
/// <param name="largestBlock">The most frames one call takes.</param>
public sealed class PlaybackPreview(int rateHz, int largestBlock)
{
    private readonly SeamlessSwitch change = new(rateHz, largestBlock);
    private readonly IStereoProcess phone = new Loudspeaker(LoudspeakerVoicing.Phone, rateHz);
    private readonly IStereoProcess car = new Loudspeaker(LoudspeakerVoicing.Car, rateHz);
    private readonly IStereoProcess club = new Loudspeaker(LoudspeakerVoicing.Club, rateHz);
    private readonly IStereoProcess coded = new CodedSound(rateHz);

    /// <summary>Changes both sides in place; both spans have one length.</summary>
    public void Process(PlaybackSystem system, Span<float> left, Span<float> right) => change.Process(Of(system), left, right);

    /// <summary>What comes does not follow what was: it begins as on the system wanted then, without a fade.</summary>
    public void Reset() => change.Reset();

    /// <summary>The process of one system alone; null for the studio.</summary>
    internal IStereoProcess? Of(PlaybackSystem system) => system switch
    {
        PlaybackSystem.Phone => phone,
        PlaybackSystem.Car => car,
        PlaybackSystem.Club => club,
        PlaybackSystem.Mp3 => coded,
        _ => null,
    };
}
