using Recorder.Core.Ports;
using Recorder.Linux.Audio.Cards;
using Recorder.Linux.Audio.Controls;

namespace Recorder.App.Devices;

/// <summary>From an interface's key to the mixer elements of its card, whatever number it has today.</summary>
internal static class CardControls
{
    /// <summary>Opens them; null where there is no such card, or it has none that concern recording.</summary>
    /// <param name="key">What the interface's settings are kept under.</param>
    /// <param name="inputs">Its inputs.</param>
    public static IInterfaceControls? TryOpen(string key, int inputs) =>
        AlsaCards.List().FirstOrDefault(one => one.HasInputs && one.Identity.Key == key) is { } card
            ? AlsaInterfaceControls.TryOpen($"hw:{card.Card}", inputs)
            : null;
}
