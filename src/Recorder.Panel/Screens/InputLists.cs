using System.Globalization;
using Recorder.Core.SetUp;
using Recorder.Core.Snapshots;

namespace Recorder.Panel.Screens;

/// <summary>What is set up per input and per band, as lists of words.</summary>
internal static class InputLists
{
    /// <summary>Storing, then the bands that are kept.</summary>
    public static ListContent Bands(RecorderSnapshot snapshot) => new("BANDS", snapshot.Interface.Name,
    [
        new("Store", "Names, pairs, microphones"),
        .. snapshot.SetUp.Bands.Select(band => new MenuRow(band, "Recall, store, delete", Value: band == snapshot.SetUp.Band ? "now" : "")),
    ]);

    /// <summary>Small build: two inputs a row.</summary>
    public static ListContent Pairs(RecorderSnapshot snapshot) => new("PAIRS", "",
    [
        .. Enumerable.Range(0, snapshot.Inputs.Length / 2).Select(pair => new MenuRow(
            string.Create(CultureInfo.InvariantCulture, $"{2 * pair + 1}+{2 * pair + 2} {snapshot.Inputs[2 * pair].Name}"),
            "MAIN press: pair or part", Value: snapshot.Inputs[2 * pair].IsPaired ? "pair" : "")),
    ]);

    /// <summary>Small build: one input a row.</summary>
    public static ListContent Microphones(RecorderSnapshot snapshot) => new("MICS", "",
    [
        .. snapshot.Inputs.Select((input, index) => new MenuRow(
            string.Create(CultureInfo.InvariantCulture, $"{index + 1} {input.Name}"), "K1 turn: what it is fed by", Value: input.Microphone.Word())),
    ]);
}
