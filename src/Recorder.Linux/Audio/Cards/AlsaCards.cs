using System.Runtime.InteropServices;
using Recorder.Core.Ports;
using Recorder.Linux.Interop.Asound;

namespace Recorder.Linux.Audio.Cards;

/// <summary>A PCM device of a sound card that is there now.</summary>
/// <param name="Identity">Which one it is, whatever its card's number.</param>
/// <param name="Card">The number its card has today.</param>
/// <param name="HasInputs">Whether it captures.</param>
/// <param name="HasOutputs">Whether it plays.</param>
public sealed record PresentInterface(InterfaceIdentity Identity, int Card, bool HasInputs, bool HasOutputs)
{
    /// <summary>Its inputs; 0 while they are not known, because another program or this one has it open.</summary>
    public int Inputs { get; init; }

    /// <summary>Its outputs; 0 while they are not known.</summary>
    public int Outputs { get; init; }

    /// <summary>Whether it is plugged in rather than built in.</summary>
    public bool IsUsb => Identity.UsbId is not null;

    /// <summary>ALSA's name for it today.</summary>
    public string PcmName => $"hw:{Card},{Identity.Device}";
}

/// <summary>The sound cards of this machine, as the library and the USB devices behind them tell.</summary>
public static class AlsaCards
{
    private static volatile bool isLibraryMissing;

    /// <summary>Another number whenever a card came or went; asking allocates nothing.</summary>
    public static long Fingerprint
    {
        get
        {
            if (isLibraryMissing)
                return 0;
            var numbers = 0L;
            try
            {
                for (var card = -1; AlsaLibrary.NextCard(ref card) == 0 && card >= 0;)
                    numbers |= 1L << card;
            }
            catch (DllNotFoundException)
            {
                isLibraryMissing = true;
                return 0;
            }
            // A card that took another's number between two looks has changed the folder of the devices.
            return numbers ^ File.GetLastWriteTimeUtc("/dev/snd").Ticks;
        }
    }

    /// <summary>All PCM devices of all cards; empty where there is no card or no library.</summary>
    /// <param name="countsChannels">Whether each is asked for its inputs and outputs.</param>
    public static IReadOnlyList<PresentInterface> List(bool countsChannels = false)
    {
        var found = new List<PresentInterface>();
        try
        {
            AlsaLibrary.Silence();
            for (var card = -1; AlsaLibrary.NextCard(ref card) == 0 && card >= 0;)
                AddDevices(card, found);
        }
        catch (DllNotFoundException)
        {
            return [];
        }
        return [.. found.Select(one => (countsChannels ? Counted(one) : one) with { Identity = one.Identity with { HasTwin = HasTwin(one, found) } })];
    }

    /// <summary>Which interface an opened PCM is.</summary>
    /// <param name="pcm">The PCM.</param>
    /// <param name="name">The name it was opened by.</param>
    internal static InterfaceIdentity IdentityOf(AlsaPcm pcm, string name)
    {
        if (AlsaLibrary.NewPcmInfo(out var info) < 0)
            return InterfaceIdentity.Of(name);
        using (info)
        {
            if (AlsaLibrary.ReadPcmInfo(pcm, info) < 0)
                return InterfaceIdentity.Of(name);
            var (card, device) = (AlsaLibrary.GetInfoCard(info), (int)AlsaLibrary.GetInfoDevice(info));
            if (card >= 0 && List().FirstOrDefault(one => one.Card == card && one.Identity.Device == device) is { } present)
                return present.Identity;
            var called = Text(AlsaLibrary.GetInfoName(info));
            return new InterfaceIdentity { Name = called.Length > 0 ? called : name, PcmName = name, LongName = called };
        }
    }

    private static void AddDevices(int card, List<PresentInterface> found)
    {
        if (AlsaLibrary.OpenControl(out var control, $"hw:{card}", AlsaLibrary.NonBlocking) < 0)
            return;
        using (control)
        {
            if (Describe(card, control) is not { } identity || AlsaLibrary.NewPcmInfo(out var info) < 0)
                return;
            using (info)
            {
                for (var device = -1; AlsaLibrary.NextDevice(control, ref device) == 0 && device >= 0;)
                {
                    var (hasInputs, hasOutputs) = (Has(AlsaLibrary.Capture, device), Has(AlsaLibrary.Playback, device));
                    if (hasInputs || hasOutputs)
                        found.Add(new(identity with { Device = device }, card, hasInputs, hasOutputs));
                }

                bool Has(int stream, int device)
                {
                    AlsaLibrary.SetInfoDevice(info, (uint)device);
                    AlsaLibrary.SetInfoStream(info, stream);
                    return AlsaLibrary.ReadDeviceInfo(control, info) == 0;
                }
            }
        }
    }

    private static InterfaceIdentity? Describe(int card, AlsaControl control)
    {
        if (AlsaLibrary.NewCardInfo(out var info) < 0)
            return null;
        using (info)
        {
            if (AlsaLibrary.ReadCardInfo(control, info) < 0)
                return null;
            var usb = UsbFacts.Read(card);
            return new InterfaceIdentity
            {
                Name = Text(AlsaLibrary.GetCardName(info)),
                LongName = Text(AlsaLibrary.GetCardLongName(info)),
                CardId = Text(AlsaLibrary.GetCardId(info)),
                UsbId = usb?.Id,
                Serial = usb?.Serial,
                UsbPort = usb?.Port,
            };
        }
    }

    private static PresentInterface Counted(PresentInterface one) => one with
    {
        Inputs = one.HasInputs ? CardProbe.Channels(one.PcmName, AlsaLibrary.Capture) : 0,
        Outputs = one.HasOutputs ? CardProbe.Channels(one.PcmName, AlsaLibrary.Playback) : 0,
    };

    private static bool HasTwin(PresentInterface one, List<PresentInterface> all) => one.IsUsb && all.Any(other =>
        other.Card != one.Card && other.Identity.UsbId == one.Identity.UsbId && other.Identity.Serial == one.Identity.Serial);

    private static string Text(nint text) => Marshal.PtrToStringUTF8(text) ?? "";
}
