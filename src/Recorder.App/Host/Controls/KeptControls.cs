using System.Collections.Immutable;
using System.Globalization;
using Recorder.App.Host.Messages;
using Recorder.Core.Ports;
using Recorder.Session.SetUp;

namespace Recorder.App.Host.Controls;

/// <summary>
/// What set-up keeps of an interface's own knobs: as they stood last, whoever moved them. They are brought back when the
/// interface comes; 48 V is not, for only a hand knows what is plugged in today.
/// </summary>
internal sealed class KeptControls(SetUpFile file, MessageBoard board)
{
    // Between two positions of any card.
    private const float SameDb = 0.05f;

    /// <summary>Keeps where the knobs of an interface stand.</summary>
    public void Follow(string key, IInterfaceControls card)
    {
        var own = file.Facts.Of(key);
        var now = card.Inputs;
        for (var input = 0; input < now.Length; input++)
        {
            var (seen, kept) = (now[input], own.Input(input));
            var next = kept with { GainDb = seen.Gain?.ValueDb ?? kept.GainDb, IsPadOn = seen.Pad ?? kept.IsPadOn, IsPhantomOn = seen.Phantom ?? kept.IsPhantomOn };
            if (next != kept)
                own = file.Change(key, before => before.With(input, one => one with { GainDb = next.GainDb, IsPadOn = next.IsPadOn, IsPhantomOn = next.IsPhantomOn }));
        }
        if (SourceOf(card.Clock) is { } source && source != own.ClockSource)
            file.Change(key, before => before with { ClockSource = source });
    }

    /// <summary>Brings what is kept of an interface to its card.</summary>
    public void Bring(string key, IInterfaceControls card)
    {
        var own = file.Facts.Of(key);
        Bring(card, own.Inputs);
        if (own.ClockSource is { } wanted && wanted != SourceOf(card.Clock) && card.Clock.Sources.IndexOf(wanted) is >= 0 and var source)
            card.SetClockSource(source);
    }

    /// <summary>Brings gains and pads to a card, and tells where 48 V was on and is not.</summary>
    public void Bring(IInterfaceControls card, ImmutableArray<InputSetUp> inputs)
    {
        var unpowered = new List<string>();
        for (var input = 0; input < Math.Min(inputs.Length, card.Inputs.Length); input++)
        {
            var (kept, seen) = (inputs[input], card.Inputs[input]);
            if (kept.GainDb is { } gainDb && seen.Gain is { } gain && Math.Abs(gain.ValueDb - gainDb) > SameDb)
                card.SetGain(input, gainDb);
            if (kept.IsPadOn is { } isPadOn && seen.Pad is { } pad && pad != isPadOn)
                card.SetPad(input, isPadOn);
            if (kept.IsPhantomOn == true && seen.Phantom == false)
                unpowered.Add(string.Create(CultureInfo.InvariantCulture, $"{input + 1} {kept.Name}").TrimEnd());
        }
        if (unpowered.Count > 0)
            board.Tell(Matter.Phantom, MessageTexts.PhantomIsOff(unpowered));
    }

    private static string? SourceOf(ClockControls clock) =>
        !clock.Sources.IsDefault && (uint)clock.Source < (uint)clock.Sources.Length ? clock.Sources[clock.Source] : null;
}
