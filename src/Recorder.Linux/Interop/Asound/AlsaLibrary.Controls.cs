using System.Runtime.InteropServices;

namespace Recorder.Linux.Interop.Asound;

/// <summary>The part of it that turns a card's knobs.</summary>
internal static unsafe partial class AlsaLibrary
{
    internal const int BooleanElement = 1;
    internal const int IntegerElement = 2;
    internal const int EnumeratedElement = 3;

    [LibraryImport(Library, EntryPoint = "snd_ctl_elem_list_malloc")]
    internal static partial int NewElementList(out AlsaElementList list);

    [LibraryImport(Library, EntryPoint = "snd_ctl_elem_list_free")]
    internal static partial void FreeElementList(nint list);

    [LibraryImport(Library, EntryPoint = "snd_ctl_elem_list_free_space")]
    internal static partial void FreeElementListSpace(nint list);

    [LibraryImport(Library, EntryPoint = "snd_ctl_elem_list_alloc_space")]
    internal static partial int MakeElementListSpace(AlsaElementList list, uint elements);

    [LibraryImport(Library, EntryPoint = "snd_ctl_elem_list")]
    internal static partial int ReadElementList(AlsaControl control, AlsaElementList list);

    [LibraryImport(Library, EntryPoint = "snd_ctl_elem_list_get_count")]
    internal static partial uint CountElements(AlsaElementList list);

    [LibraryImport(Library, EntryPoint = "snd_ctl_elem_list_get_used")]
    internal static partial uint CountListedElements(AlsaElementList list);

    [LibraryImport(Library, EntryPoint = "snd_ctl_elem_list_get_id")]
    internal static partial void GetElementId(AlsaElementList list, uint index, AlsaElementId id);

    [LibraryImport(Library, EntryPoint = "snd_ctl_elem_id_malloc")]
    internal static partial int NewElementId(out AlsaElementId id);

    [LibraryImport(Library, EntryPoint = "snd_ctl_elem_id_free")]
    internal static partial void FreeElementId(nint id);

    [LibraryImport(Library, EntryPoint = "snd_ctl_elem_id_get_name")]
    internal static partial nint GetElementName(AlsaElementId id);

    [LibraryImport(Library, EntryPoint = "snd_ctl_elem_id_get_index")]
    internal static partial uint GetElementIndex(AlsaElementId id);

    [LibraryImport(Library, EntryPoint = "snd_ctl_elem_info_malloc")]
    internal static partial int NewElementInfo(out AlsaElementInfo info);

    [LibraryImport(Library, EntryPoint = "snd_ctl_elem_info_free")]
    internal static partial void FreeElementInfo(nint info);

    [LibraryImport(Library, EntryPoint = "snd_ctl_elem_info_set_id")]
    internal static partial void SetElementInfoId(AlsaElementInfo info, AlsaElementId id);

    [LibraryImport(Library, EntryPoint = "snd_ctl_elem_info")]
    internal static partial int ReadElementInfo(AlsaControl control, AlsaElementInfo info);

    [LibraryImport(Library, EntryPoint = "snd_ctl_elem_info_get_type")]
    internal static partial int GetElementType(AlsaElementInfo info);

    [LibraryImport(Library, EntryPoint = "snd_ctl_elem_info_get_count")]
    internal static partial uint GetElementCount(AlsaElementInfo info);

    [LibraryImport(Library, EntryPoint = "snd_ctl_elem_info_get_min")]
    internal static partial nint GetElementLeast(AlsaElementInfo info);

    [LibraryImport(Library, EntryPoint = "snd_ctl_elem_info_get_max")]
    internal static partial nint GetElementMost(AlsaElementInfo info);

    [LibraryImport(Library, EntryPoint = "snd_ctl_elem_info_get_items")]
    internal static partial uint CountElementItems(AlsaElementInfo info);

    [LibraryImport(Library, EntryPoint = "snd_ctl_elem_info_set_item")]
    internal static partial void SetElementItem(AlsaElementInfo info, uint item);

    [LibraryImport(Library, EntryPoint = "snd_ctl_elem_info_get_item_name")]
    internal static partial nint GetElementItemName(AlsaElementInfo info);

    [LibraryImport(Library, EntryPoint = "snd_ctl_elem_info_is_readable")]
    internal static partial int IsElementReadable(AlsaElementInfo info);

    [LibraryImport(Library, EntryPoint = "snd_ctl_elem_info_is_writable")]
    internal static partial int IsElementWritable(AlsaElementInfo info);

    [LibraryImport(Library, EntryPoint = "snd_ctl_elem_value_malloc")]
    internal static partial int NewElementValue(out AlsaElementValue value);

    [LibraryImport(Library, EntryPoint = "snd_ctl_elem_value_free")]
    internal static partial void FreeElementValue(nint value);

    [LibraryImport(Library, EntryPoint = "snd_ctl_elem_value_set_id")]
    internal static partial void SetElementValueId(AlsaElementValue value, AlsaElementId id);

    [LibraryImport(Library, EntryPoint = "snd_ctl_elem_read")]
    internal static partial int ReadElement(AlsaControl control, AlsaElementValue value);

    [LibraryImport(Library, EntryPoint = "snd_ctl_elem_write")]
    internal static partial int WriteElement(AlsaControl control, AlsaElementValue value);

    [LibraryImport(Library, EntryPoint = "snd_ctl_elem_value_get_integer")]
    internal static partial nint GetInteger(AlsaElementValue value, uint channel);

    [LibraryImport(Library, EntryPoint = "snd_ctl_elem_value_set_integer")]
    internal static partial void SetInteger(AlsaElementValue value, uint channel, nint number);

    [LibraryImport(Library, EntryPoint = "snd_ctl_elem_value_get_boolean")]
    internal static partial int GetBoolean(AlsaElementValue value, uint channel);

    [LibraryImport(Library, EntryPoint = "snd_ctl_elem_value_set_boolean")]
    internal static partial void SetBoolean(AlsaElementValue value, uint channel, nint isOn);

    [LibraryImport(Library, EntryPoint = "snd_ctl_elem_value_get_enumerated")]
    internal static partial uint GetItem(AlsaElementValue value, uint channel);

    [LibraryImport(Library, EntryPoint = "snd_ctl_elem_value_set_enumerated")]
    internal static partial void SetItem(AlsaElementValue value, uint channel, uint item);

    [LibraryImport(Library, EntryPoint = "snd_ctl_get_dB_range")]
    internal static partial int GetDecibelRange(AlsaControl control, AlsaElementId id, out nint leastCentidb, out nint mostCentidb);

    [LibraryImport(Library, EntryPoint = "snd_ctl_convert_to_dB")]
    internal static partial int ToDecibels(AlsaControl control, AlsaElementId id, nint position, out nint centidb);

    [LibraryImport(Library, EntryPoint = "snd_ctl_convert_from_dB")]
    internal static partial int FromDecibels(AlsaControl control, AlsaElementId id, nint centidb, out nint position, int direction);

    [LibraryImport(Library, EntryPoint = "snd_ctl_subscribe_events")]
    internal static partial int SubscribeEvents(AlsaControl control, int isOn);

    [LibraryImport(Library, EntryPoint = "snd_ctl_wait")]
    internal static partial int WaitForEvent(AlsaControl control, int timeoutMs);

    [LibraryImport(Library, EntryPoint = "snd_ctl_read")]
    internal static partial int ReadEvent(AlsaControl control, AlsaControlEvent occurrence);

    [LibraryImport(Library, EntryPoint = "snd_ctl_event_malloc")]
    internal static partial int NewEvent(out AlsaControlEvent occurrence);

    [LibraryImport(Library, EntryPoint = "snd_ctl_event_free")]
    internal static partial void FreeEvent(nint occurrence);
}
