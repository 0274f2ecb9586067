using System.Globalization;
using System.Text;
using Recorder.Core.Faults;
using Recorder.Core.Ports;

namespace Recorder.Session;

/// <summary>Gives takes their numbers: always rising, never from a clock, never twice, also when takes were deleted.</summary>
public static class TakeNumbers
{
    // Fixed width, so that the file is only ever overwritten in place and never has another length.
    private const int Digits = 10;

    /// <summary>Numbers of the takes that have a folder, rising.</summary>
    public static IEnumerable<int> List(IRecordingStore store) => In(store, SessionLayout.Takes).Order();

    /// <summary>The number the next take will have.</summary>
    public static int Peek(IRecordingStore store) => Highest(store) + 1;

    /// <summary>A number of its own for a new take, durable before this returns, and the take's folder.</summary>
    /// <exception cref="RecorderException">The store refuses.</exception>
    public static int Allocate(IRecordingStore store)
    {
        var number = Peek(store);
        store.CreateFolder(SessionLayout.Takes);
        var error = Remember(store, number);
        if (error == StoreError.None)
            error = store.Commit();
        if (error != StoreError.None)
        {
            throw new RecorderException(FaultKind.Storage,
                $"No take can be begun in {store.Root} ({StoreErrors.Describe(error)}); what is there is untouched; "
                + "make room or choose another folder.");
        }
        store.CreateFolder(SessionLayout.TakeFolder(number));
        return number;
    }

    private static StoreError Remember(IRecordingStore store, int number)
    {
        var text = Encoding.ASCII.GetBytes(number.ToString("D" + Digits, CultureInfo.InvariantCulture) + "\n");
        var error = store.Create(SessionLayout.NextTakeFile, out var created);
        if (error is not (StoreError.None or StoreError.Exists))
            return error;
        using var file = created ?? store.Open(SessionLayout.NextTakeFile);
        return file.Write(0, text);
    }

    private static int Highest(IRecordingStore store)
    {
        var highest = Remembered(store);
        foreach (var folder in new[] { SessionLayout.Takes, SessionLayout.Mixes, SessionLayout.Masters })
        {
            foreach (var number in In(store, folder))
                highest = Math.Max(highest, number);
        }
        return highest;
    }

    private static IEnumerable<int> In(IRecordingStore store, string folder) => store.List(folder)
        .Select(name => SessionLayout.TryParseTakeName(name, out var number) ? number : 0).Where(number => number > 0);

    private static int Remembered(IRecordingStore store)
    {
        if (!store.Exists(SessionLayout.NextTakeFile))
            return 0;
        using var file = store.Open(SessionLayout.NextTakeFile);
        Span<byte> text = stackalloc byte[Digits];
        return file.Read(0, text) == Digits && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : 0;
    }
}
