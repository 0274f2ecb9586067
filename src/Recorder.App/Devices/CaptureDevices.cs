using System.Globalization;
using Recorder.Core.Faults;
using Recorder.Core.Ports;
using Recorder.Linux.Audio;
using Recorder.Simulation.Band;
using Recorder.Simulation.Capture;

namespace Recorder.App.Devices;

/// <summary>How an interface is opened.</summary>
/// <param name="Device">auto, alsa:NAME, files:DIR or band:N; band:N@FILE has gains and pads, which stand in that file.</param>
/// <param name="RateHz">Frames per second; null is what the interface or the files have.</param>
/// <param name="AsFastAsPossible">Whether inputs without a clock of their own wait for their reader instead of running in real time.</param>
/// <param name="Loops">Whether files begin again at their end instead of ending the input.</param>
internal sealed record CaptureChoice(string Device, int? RateHz = null, bool AsFastAsPossible = false, bool Loops = false)
{
    /// <summary>The rate that people have set up for an interface, by its key; it goes before <see cref="RateHz"/>.</summary>
    public Func<string, int?> RateOf { get; init; } = _ => null;

    /// <summary>What drives an input that has no clock of its own; null waits for the reader.</summary>
    public TimeProvider? Clock => AsFastAsPossible ? null : TimeProvider.System;
}

/// <summary>From the words on the command line to an opened interface.</summary>
internal static class CaptureDevices
{
    /// <summary>Opens an interface; it is not started yet.</summary>
    /// <exception cref="RecorderException">The words name none, or it is missing or refused.</exception>
    public static ICaptureDevice Open(CaptureChoice choice) => AsSetUp(choice, rateHz => OpenAt(choice with { RateHz = rateHz }));

    /// <summary>Opens an interface with the rate that was set up for it; one that does not have it any more as it would be without.</summary>
    /// <param name="choice">How it is opened.</param>
    /// <param name="open">Opens it with a rate, or with its own.</param>
    public static ICaptureDevice AsSetUp(CaptureChoice choice, Func<int?, ICaptureDevice> open)
    {
        var device = open(choice.RateHz);
        if (choice.RateOf(device.Identity.Key) is not { } rateHz || rateHz == device.Format.RateHz)
            return device;
        device.Dispose();
        try
        {
            return open(rateHz);
        }
        catch (RecorderException)
        {
            return open(choice.RateHz);
        }
    }

    private static ICaptureDevice OpenAt(CaptureChoice choice)
    {
        var (kind, rest) = choice.Device.IndexOf(':', StringComparison.Ordinal) is var colon and > 0
            ? (choice.Device[..colon], choice.Device[(colon + 1)..])
            : ("", "");
        return kind switch
        {
            "alsa" when rest.Length > 0 && !choice.AsFastAsPossible => AlsaCaptureDevice.Open(rest, choice.RateHz),
            "alsa" when rest.Length > 0 => throw Wrong("A real interface has its own clock", "leave --speed away"),
            "files" when rest.Length > 0 => OpenFiles(rest, choice),
            "band" when rest.Length > 0 => OpenBand(rest, choice),
            _ => throw Wrong($"'{choice.Device}' is no interface", "name one as auto, alsa:NAME, files:DIR or band:N"),
        };
    }

    private static FilesCaptureDevice OpenFiles(string folder, CaptureChoice choice)
    {
        var device = new FilesCaptureDevice(folder, choice.Clock, choice.Loops);
        if (choice.RateHz is not { } rateHz || rateHz == device.Format.RateHz)
            return device;
        device.Dispose();
        throw Wrong($"The files of {folder} have {device.Format.RateHz} Hz, not {rateHz} Hz", "leave --rate away");
    }

    private static BandCaptureDevice OpenBand(string words, CaptureChoice choice)
    {
        const int UsualRateHz = 48000;
        var (count, knobsFile) = words.IndexOf('@', StringComparison.Ordinal) is var at and >= 0 ? (words[..at], words[(at + 1)..]) : (words, "");
        if (!TryParse(count, out var inputs) || inputs is < 1 or > BandSynthesizer.MaximumInputs)
            throw Wrong($"A band has 1 to {BandSynthesizer.MaximumInputs} inputs, not '{count}'", "write for example band:16");
        var rateHz = choice.RateHz ?? UsualRateHz;
        if (rateHz is < BandSynthesizer.LowestRateHz or > BandSynthesizer.HighestRateHz)
            throw Wrong($"A band plays at {BandSynthesizer.LowestRateHz} to {BandSynthesizer.HighestRateHz} Hz, not {rateHz}", "write for example --rate 48000");
        return new BandCaptureDevice(inputs, rateHz, choice.Clock, knobs: knobsFile.Length > 0 ? PreampKnobs.Open(knobsFile, inputs) : null);
    }

    /// <summary>Inputs counted from 0 out of words such as 1-8,11, which count from 1.</summary>
    public static int[] ParseTracks(string words, int inputs)
    {
        var chosen = new SortedSet<int>();
        foreach (var part in words.Split(','))
        {
            var ends = part.Split('-');
            if (ends.Length > 2 || !TryParse(ends[0], out var first) || !TryParse(ends[^1], out var last) || first > last)
                throw Wrong($"'{words}' names no tracks", "write them as 1-8,11");
            if (first < 1 || last > inputs)
                throw Wrong($"The interface has inputs 1 to {inputs}, not '{part}'", "choose among those");
            chosen.UnionWith(Enumerable.Range(first - 1, last - first + 1));
        }
        return [.. chosen];
    }

    private static bool TryParse(string digits, out int number) =>
        int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out number);

    /// <summary>Wrong words on the command line, before anything was begun.</summary>
    public static RecorderException Wrong(string what, string remedy) =>
        new(FaultKind.WrongWords, $"{what}; nothing was recorded; {remedy}.");
}
