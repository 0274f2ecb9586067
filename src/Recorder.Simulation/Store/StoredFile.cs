namespace Recorder.Simulation.Store;

/// <summary>One file on the simulated disk, as programs see it and as the disk really holds it.</summary>
internal sealed class StoredFile
{
    private readonly List<StorePage> pages = [];
    private readonly List<int> dirty = [];
    private List<StorePage> durable = [];
    private (int Index, StorePage Page)[] flushing = [];
    private (string Name, long Length) flushingFacts;
    private bool isFlushing;
    private long durableLength;

    /// <summary>A file that is not on the disk yet.</summary>
    public StoredFile(string name) => Name = name;

    /// <summary>The path programs see.</summary>
    public string Name { get; set; }

    /// <summary>The path the disk knows; null when a power cut would leave no entry.</summary>
    public string? DurableName { get; private set; }

    /// <summary>Bytes programs see.</summary>
    public long Length { get; private set; }

    /// <summary>Pages it takes.</summary>
    public int PageCount => pages.Count;

    /// <summary>Pages it would take at a length.</summary>
    public static int PagesFor(long length) => (int)((length + StorePage.Bytes - 1) / StorePage.Bytes);

    /// <summary>Reads up to the span's length.</summary>
    public int Read(long position, Span<byte> bytes)
    {
        var count = (int)Math.Clamp(Length - position, 0, bytes.Length);
        for (var done = 0; done < count;)
        {
            var (index, offset) = Place(position + done);
            var part = Math.Min(StorePage.Bytes - offset, count - done);
            pages[index].Data.AsSpan(offset, part).CopyTo(bytes[done..]);
            done += part;
        }
        return count;
    }

    /// <summary>Writes all bytes, growing the file.</summary>
    public void Write(long position, ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
            return;
        if (position + bytes.Length > Length)
            SetLength(position + bytes.Length);
        for (var done = 0; done < bytes.Length;)
        {
            var (index, offset) = Place(position + done);
            var part = Math.Min(StorePage.Bytes - offset, bytes.Length - done);
            bytes.Slice(done, part).CopyTo(Changeable(index).Data.AsSpan(offset));
            done += part;
        }
    }

    /// <summary>Cuts or extends with zeros.</summary>
    public void SetLength(long length)
    {
        var count = PagesFor(length);
        if (count < pages.Count)
            pages.RemoveRange(count, pages.Count - count);
        while (pages.Count < count)
        {
            // Where the disk still holds what was cut off, the new zeros are a change.
            if (pages.Count < Math.Max(durable.Count, PagesFor(flushingFacts.Length)))
                dirty.Add(pages.Count);
            pages.Add(StorePage.Empty);
        }
        // What is cut off must read as zeros when the file grows again.
        var (index, offset) = Place(length);
        if (length < Length && offset > 0)
            Changeable(index).Data.AsSpan(offset).Clear();
        Length = length;
    }

    /// <summary>What has been written until now is on its way to the disk.</summary>
    public void BeginFlush()
    {
        flushing = [.. dirty.Where(index => index < pages.Count).Select(index => (index, pages[index]))];
        flushingFacts = (Name, Length);
        isFlushing = true;
        Freeze();
        dirty.Clear();
    }

    /// <summary>What was on its way has arrived.</summary>
    public void EndFlush()
    {
        // A file made while the flush was under way was not part of it.
        if (!isFlushing)
            return;
        Resize(durable, PagesFor(flushingFacts.Length));
        foreach (var (index, page) in flushing)
            durable[index] = page;
        (DurableName, durableLength) = flushingFacts;
        (flushing, isFlushing) = ([], false);
    }

    /// <summary>A flush has failed: what was on its way is as unsafe as what came after.</summary>
    public void AbandonFlush()
    {
        dirty.AddRange(flushing.Select(one => one.Index));
        (flushing, isFlushing) = ([], false);
    }

    /// <summary>What the disk holds of the file after a power cut; null when nothing.</summary>
    public StoredFile? Survivor(PowerCut cut)
    {
        var name = isFlushing ? cut.Choose(DurableName, flushingFacts.Name) : DurableName;
        name = cut.Choose(name, Name);
        if (name is null)
            return null;
        Freeze();
        var length = isFlushing ? cut.ChooseLength(durableLength, flushingFacts.Length) : durableLength;
        length = cut.ChooseLength(length, Length);
        var left = new List<StorePage>(durable);
        Resize(left, Math.Max(PagesFor(flushingFacts.Length), Math.Max(pages.Count, durable.Count)));
        foreach (var (index, page) in flushing)
            left[index] = cut.Choose(left[index], page);
        foreach (var index in dirty.Where(index => index < pages.Count))
            left[index] = cut.Choose(left[index], pages[index]);
        Resize(left, PagesFor(length));
        var survivor = new StoredFile(name) { durable = left, durableLength = length, DurableName = name, Length = length };
        survivor.pages.AddRange(left);
        survivor.ClearBeyondEnd();
        return survivor;
    }

    // The rest of the last page may hold what was written beyond the surviving length.
    private void ClearBeyondEnd()
    {
        var (index, offset) = Place(Length);
        if (offset == 0 || pages[index].Data.AsSpan(offset).IndexOfAnyExcept((byte)0) < 0)
            return;
        var page = pages[index].Copy();
        page.Data.AsSpan(offset).Clear();
        page.IsFrozen = true;
        pages[index] = durable[index] = page;
    }

    private StorePage Changeable(int index)
    {
        if (!pages[index].IsFrozen)
            return pages[index];
        dirty.Add(index);
        return pages[index] = pages[index].Copy();
    }

    // A page that is not frozen is in the list of dirty ones already.
    private void Freeze()
    {
        foreach (var index in dirty)
        {
            if (index < pages.Count)
                pages[index].IsFrozen = true;
        }
    }

    private static void Resize(List<StorePage> list, int count)
    {
        if (list.Count > count)
            list.RemoveRange(count, list.Count - count);
        while (list.Count < count)
            list.Add(StorePage.Empty);
    }

    private static (int Index, int Offset) Place(long position) => ((int)(position / StorePage.Bytes), (int)(position % StorePage.Bytes));
}
