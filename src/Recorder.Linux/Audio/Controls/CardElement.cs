using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Recorder.Core.Ports;
using Recorder.Linux.Interop.Asound;

namespace Recorder.Linux.Audio.Controls;

/// <summary>One mixer element of a card, and how its channels stand.</summary>
internal sealed class CardElement : IDisposable
{
    // Without a scale of the driver a position is taken for a decibel.
    private const float CentidbPerDb = 100;

    private readonly AlsaControl control;
    private readonly AlsaElementId id;
    private readonly int type;
    private readonly nint least;
    private readonly nint most;
    private readonly bool hasDecibels;
    private readonly float leastDb;
    private readonly float mostDb;

    private CardElement(AlsaControl control, AlsaElementId id, AlsaElementInfo info)
    {
        (this.control, this.id) = (control, id);
        type = AlsaLibrary.GetElementType(info);
        Channels = (int)AlsaLibrary.GetElementCount(info);
        IsWritable = AlsaLibrary.IsElementWritable(info) != 0;
        Index = (int)AlsaLibrary.GetElementIndex(id);
        RawName = Marshal.PtrToStringUTF8(AlsaLibrary.GetElementName(id)) ?? "";
        Name = ControlName.Of(RawName, type == AlsaLibrary.BooleanElement, type == AlsaLibrary.EnumeratedElement);
        if (type == AlsaLibrary.IntegerElement)
            (least, most) = (AlsaLibrary.GetElementLeast(info), AlsaLibrary.GetElementMost(info));
        if (type == AlsaLibrary.EnumeratedElement)
            Items = ReadItems(info);
        hasDecibels = type == AlsaLibrary.IntegerElement && AlsaLibrary.GetDecibelRange(control, id, out var leastCentidb, out var mostCentidb) == 0
            && mostCentidb > leastCentidb;
        (leastDb, mostDb) = hasDecibels ? (ToDb(least), ToDb(most)) : (least, most);
    }

    /// <summary>What its name tells.</summary>
    public ControlName Name { get; }

    /// <summary>The card's word for it.</summary>
    public string RawName { get; }

    /// <summary>Tells elements of one name apart.</summary>
    public int Index { get; }

    /// <summary>Channels it has.</summary>
    public int Channels { get; }

    /// <summary>Whether it can be set.</summary>
    public bool IsWritable { get; }

    /// <summary>The words an enumerated one offers.</summary>
    public ImmutableArray<string> Items { get; } = [];

    /// <summary>Those of a card that recording needs.</summary>
    public static List<CardElement> ReadAll(AlsaControl control)
    {
        var found = new List<CardElement>();
        if (AlsaLibrary.NewElementList(out var list) < 0)
            return found;
        using (list)
        {
            if (AlsaLibrary.ReadElementList(control, list) < 0
                || AlsaLibrary.MakeElementListSpace(list, AlsaLibrary.CountElements(list)) < 0
                || AlsaLibrary.ReadElementList(control, list) < 0)
                return found;
            for (var i = 0u; i < AlsaLibrary.CountListedElements(list); i++)
            {
                if (TryRead(control, list, i) is { } element)
                    found.Add(element);
            }
        }
        return found;
    }

    /// <summary>The positions of its channels; null when the card does not answer.</summary>
    public long[]? Read()
    {
        if (AlsaLibrary.NewElementValue(out var value) < 0)
            return null;
        using (value)
        {
            AlsaLibrary.SetElementValueId(value, id);
            if (AlsaLibrary.ReadElement(control, value) < 0)
                return null;
            var positions = new long[Channels];
            for (var c = 0u; c < Channels; c++)
            {
                positions[c] = type switch
                {
                    AlsaLibrary.BooleanElement => AlsaLibrary.GetBoolean(value, c),
                    AlsaLibrary.EnumeratedElement => AlsaLibrary.GetItem(value, c),
                    _ => AlsaLibrary.GetInteger(value, c),
                };
            }
            return positions;
        }
    }

    /// <summary>Sets one channel and leaves the others; false when the card refuses.</summary>
    public bool Write(int channel, long position)
    {
        if (!IsWritable || (uint)channel >= (uint)Channels || AlsaLibrary.NewElementValue(out var value) < 0)
            return false;
        using (value)
        {
            AlsaLibrary.SetElementValueId(value, id);
            if (AlsaLibrary.ReadElement(control, value) < 0)
                return false;
            switch (type)
            {
                case AlsaLibrary.BooleanElement:
                    AlsaLibrary.SetBoolean(value, (uint)channel, (nint)position);
                    break;
                case AlsaLibrary.EnumeratedElement:
                    AlsaLibrary.SetItem(value, (uint)channel, (uint)position);
                    break;
                default:
                    AlsaLibrary.SetInteger(value, (uint)channel, (nint)Math.Clamp(position, least, most));
                    break;
            }
            return AlsaLibrary.WriteElement(control, value) >= 0;
        }
    }

    /// <summary>A position as the gain it is.</summary>
    public InputGain Gain(long position) =>
        new(hasDecibels ? ToDb((nint)position) : position, leastDb, mostDb, (mostDb - leastDb) / Math.Max(1, (int)(most - least)));

    /// <summary>The position nearest to a gain.</summary>
    public long PositionOf(float gainDb)
    {
        var wantedDb = Math.Clamp(gainDb, leastDb, mostDb);
        if (!hasDecibels)
            return (long)Math.Round(wantedDb);
        if (AlsaLibrary.FromDecibels(control, id, (nint)Math.Round(wantedDb * CentidbPerDb), out var position, 0) < 0)
            return least;
        // The library rounds one way; the neighbour may be nearer.
        var best = position;
        foreach (var near in (nint[])[position - 1, position + 1])
        {
            if (near >= least && near <= most && Math.Abs(ToDb(near) - wantedDb) < Math.Abs(ToDb(best) - wantedDb))
                best = near;
        }
        return best;
    }

    /// <inheritdoc/>
    public void Dispose() => id.Dispose();

    private static CardElement? TryRead(AlsaControl control, AlsaElementList list, uint index)
    {
        if (AlsaLibrary.NewElementId(out var id) < 0 || AlsaLibrary.NewElementInfo(out var info) < 0)
            return null;
        using (info)
        {
            AlsaLibrary.GetElementId(list, index, id);
            AlsaLibrary.SetElementInfoId(info, id);
            if (AlsaLibrary.ReadElementInfo(control, info) == 0 && AlsaLibrary.IsElementReadable(info) != 0
                && AlsaLibrary.GetElementType(info) is AlsaLibrary.BooleanElement or AlsaLibrary.IntegerElement or AlsaLibrary.EnumeratedElement)
            {
                var element = new CardElement(control, id, info);
                if (element.Name.Purpose != ControlPurpose.None)
                    return element;
            }
            id.Dispose();
            return null;
        }
    }

    private ImmutableArray<string> ReadItems(AlsaElementInfo info)
    {
        var items = ImmutableArray.CreateBuilder<string>();
        for (var i = 0u; i < AlsaLibrary.CountElementItems(info); i++)
        {
            AlsaLibrary.SetElementItem(info, i);
            items.Add(AlsaLibrary.ReadElementInfo(control, info) == 0 ? Marshal.PtrToStringUTF8(AlsaLibrary.GetElementItemName(info)) ?? "" : "");
        }
        return items.DrainToImmutable();
    }

    private float ToDb(nint position) => AlsaLibrary.ToDecibels(control, id, position, out var centidb) == 0 ? centidb / CentidbPerDb : position;
}
