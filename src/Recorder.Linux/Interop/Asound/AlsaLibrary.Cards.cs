using System.Runtime.InteropServices;

namespace Recorder.Linux.Interop.Asound;

// The part that tells which cards and PCM devices there are.
internal static unsafe partial class AlsaLibrary
{
    [LibraryImport(Library, EntryPoint = "snd_card_next")]
    internal static partial int NextCard(ref int card);

    [LibraryImport(Library, EntryPoint = "snd_ctl_open", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int OpenControl(out AlsaControl control, string name, int mode);

    [LibraryImport(Library, EntryPoint = "snd_ctl_close")]
    internal static partial int CloseControl(nint control);

    [LibraryImport(Library, EntryPoint = "snd_ctl_card_info_malloc")]
    internal static partial int NewCardInfo(out AlsaCardInfo info);

    [LibraryImport(Library, EntryPoint = "snd_ctl_card_info_free")]
    internal static partial void FreeCardInfo(nint info);

    [LibraryImport(Library, EntryPoint = "snd_ctl_card_info")]
    internal static partial int ReadCardInfo(AlsaControl control, AlsaCardInfo info);

    [LibraryImport(Library, EntryPoint = "snd_ctl_card_info_get_id")]
    internal static partial nint GetCardId(AlsaCardInfo info);

    [LibraryImport(Library, EntryPoint = "snd_ctl_card_info_get_name")]
    internal static partial nint GetCardName(AlsaCardInfo info);

    [LibraryImport(Library, EntryPoint = "snd_ctl_card_info_get_longname")]
    internal static partial nint GetCardLongName(AlsaCardInfo info);

    [LibraryImport(Library, EntryPoint = "snd_ctl_pcm_next_device")]
    internal static partial int NextDevice(AlsaControl control, ref int device);

    [LibraryImport(Library, EntryPoint = "snd_ctl_pcm_info")]
    internal static partial int ReadDeviceInfo(AlsaControl control, AlsaPcmInfo info);

    [LibraryImport(Library, EntryPoint = "snd_pcm_info_malloc")]
    internal static partial int NewPcmInfo(out AlsaPcmInfo info);

    [LibraryImport(Library, EntryPoint = "snd_pcm_info_free")]
    internal static partial void FreePcmInfo(nint info);

    [LibraryImport(Library, EntryPoint = "snd_pcm_info")]
    internal static partial int ReadPcmInfo(AlsaPcm pcm, AlsaPcmInfo info);

    [LibraryImport(Library, EntryPoint = "snd_pcm_info_set_device")]
    internal static partial void SetInfoDevice(AlsaPcmInfo info, uint device);

    [LibraryImport(Library, EntryPoint = "snd_pcm_info_set_stream")]
    internal static partial void SetInfoStream(AlsaPcmInfo info, int stream);

    [LibraryImport(Library, EntryPoint = "snd_pcm_info_get_card")]
    internal static partial int GetInfoCard(AlsaPcmInfo info);

    [LibraryImport(Library, EntryPoint = "snd_pcm_info_get_device")]
    internal static partial uint GetInfoDevice(AlsaPcmInfo info);

    [LibraryImport(Library, EntryPoint = "snd_pcm_info_get_name")]
    internal static partial nint GetInfoName(AlsaPcmInfo info);
}
