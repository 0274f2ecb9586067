using System.CommandLine;
using System.Globalization;
using System.Text.Json.Serialization;
using Recorder.App.CommandLine;
using Recorder.App.Configuration;
using Recorder.App.Devices;
using Recorder.Core.Faults;
using Recorder.Linux.Audio.Cards;

namespace Recorder.App.Verbs;

/// <summary><c>recorder interfaces</c>: the sound cards that are there, the one that is taken first, and the choice of another.</summary>
internal static class InterfacesVerb
{
    public static Command Create()
    {
        var choose = new Option<string?>("--choose") { Description = "The key of the interface to record from; auto leaves it to the recorder. A running engine follows as soon as nothing runs." };
        var config = new Option<string?>("--config") { Description = "The settings, such as /etc/recorder/recorder.json." };
        var json = CommonOptions.Json();
        var verb = new Command("interfaces", "The sound cards that are there, and which one is recorded from.") { choose, config, json };
        verb.SetAction(parsed => Run(
            AlsaCards.List(countsChannels: true), InterfaceMemory.Beside(RecorderConfig.Read(parsed.GetValue(config)).Session),
            parsed.GetValue(choose), parsed.GetValue(json)));
        return verb;
    }

    internal static int Run(IReadOnlyList<PresentInterface> present, InterfaceMemory memory, string? choose, bool asJson)
    {
        if (choose is not null)
            Choose(present, memory, choose == InterfaceKeeper.Auto ? "" : choose);
        var best = InterfaceKeeper.BestFirst(present, memory.Chosen).FirstOrDefault();
        var lines = present.Select(card => InterfaceLine.Of(card, card.Identity.Key == memory.Chosen, card == best)).ToArray();
        if (asJson)
            Output.WriteJson(new InterfacesReport(memory.Chosen, lines), InterfacesJson.Default.InterfacesReport);
        else if (lines.Length == 0)
            Console.WriteLine("No sound card is there.");
        else
            foreach (var line in lines)
                Console.WriteLine(line.ToString());
        return 0;
    }

    private static void Choose(IReadOnlyList<PresentInterface> present, InterfaceMemory memory, string key)
    {
        if (key.Length > 0 && !present.Any(card => card.HasInputs && card.Identity.Key == key))
            throw new RecorderException(FaultKind.WrongWords, $"No interface with the key '{key}' is there; nothing was changed; 'recorder interfaces' lists them.");
        memory.Choose(key);
        if (!memory.IsKept)
            throw new RecorderException(FaultKind.Storage, $"{memory.File} cannot be written; the choice was not kept; check its rights.");
    }
}

/// <summary>One PCM device of a card, as printed.</summary>
internal sealed record InterfaceLine(
    string Key, string Name, string LongName, string Device, int? Inputs, int? Outputs, string? UsbId, string? Serial, string? UsbPort, bool IsChosen, bool IsTaken)
{
    public static InterfaceLine Of(PresentInterface card, bool isChosen, bool isTaken) => new(
        card.Identity.Key, card.Identity.Name, card.Identity.LongName, "alsa:" + card.PcmName,
        Count(card.HasInputs, card.Inputs), Count(card.HasOutputs, card.Outputs),
        card.Identity.UsbId, card.Identity.Serial, card.Identity.UsbPort, isChosen, isTaken);

    /// <inheritdoc/>
    public override string ToString()
    {
        var mark = IsTaken ? "*" : " ";
        var channels = $"{Word(Inputs)} in, {Word(Outputs)} out";
        return string.Create(CultureInfo.InvariantCulture, $"{mark} {Key,-32} {Name,-24} {Device,-14} {channels}{(IsChosen ? ", chosen" : "")}");
    }

    // Null while another program has it open.
    private static int? Count(bool hasAny, int channels) => !hasAny ? 0 : channels > 0 ? channels : null;

    private static string Word(int? channels) => channels?.ToString(CultureInfo.InvariantCulture) ?? "?";
}

/// <summary>What <c>recorder interfaces --json</c> prints.</summary>
internal sealed record InterfacesReport(string Chosen, InterfaceLine[] Interfaces);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, NewLine = "\n")]
[JsonSerializable(typeof(InterfacesReport))]
internal sealed partial class InterfacesJson : JsonSerializerContext;
