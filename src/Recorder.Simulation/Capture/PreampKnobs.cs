using System.IO.MemoryMappedFiles;
using Microsoft.Win32.SafeHandles;
using Recorder.Core.Faults;

namespace Recorder.Simulation.Capture;

/// <summary>
/// Where the knobs of a simulated interface stand: a small file in memory, for they are turned in the host and heard in the
/// engine. A new one is all zeros, which is 0 dB, no pad, no 48 V.
/// </summary>
public sealed unsafe class PreampKnobs : IDisposable
{
    // One word each, so that none is ever read half written.
    private const int WordsPerInput = 3;
    private const int GainWord = 0;
    private const int PadWord = 1;
    private const int PhantomWord = 2;

    private readonly MemoryMappedFile file;
    private readonly SafeMemoryMappedViewHandle view;
    private readonly int* words;

    private PreampKnobs(MemoryMappedFile file, MemoryMappedViewAccessor accessor, int inputs)
    {
        (this.file, Inputs) = (file, inputs);
        view = accessor.SafeMemoryMappedViewHandle;
        byte* pointer = null;
        view.AcquirePointer(ref pointer);
        words = (int*)(pointer + accessor.PointerOffset);
    }

    /// <summary>How many inputs have knobs.</summary>
    public int Inputs { get; }

    /// <summary>The knobs as they stand in a file, or new ones where there is none of so many inputs.</summary>
    /// <param name="path">The file, in a folder that is there.</param>
    /// <param name="inputs">1 or more.</param>
    /// <exception cref="RecorderException">The file cannot be made or opened.</exception>
    public static PreampKnobs Open(string path, int inputs)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(inputs, 1);
        try
        {
            var stream = new FileStream(path, new FileStreamOptions
            {
                Mode = FileMode.OpenOrCreate,
                Access = FileAccess.ReadWrite,
                Share = FileShare.ReadWrite | FileShare.Delete,
                UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            });
            if (stream.Length != inputs * WordsPerInput * sizeof(int))
            {
                stream.SetLength(0);
                stream.SetLength(inputs * WordsPerInput * sizeof(int));
            }
            var file = MemoryMappedFile.CreateFromFile(stream, null, 0, MemoryMappedFileAccess.ReadWrite, HandleInheritability.None, leaveOpen: false);
            return new PreampKnobs(file, file.CreateViewAccessor(0, 0, MemoryMappedFileAccess.ReadWrite), inputs);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new RecorderException(FaultKind.Storage, $"{path}, the knobs of the simulated interface, cannot be opened; nothing was started; choose a folder that can be written.", problem);
        }
    }

    /// <summary>An input's gain in whole dB.</summary>
    public int GainDb(int input) => Volatile.Read(ref Word(input, GainWord));

    /// <summary>Whether an input's pad is in.</summary>
    public bool HasPad(int input) => Volatile.Read(ref Word(input, PadWord)) != 0;

    /// <summary>Whether an input feeds 48 V.</summary>
    public bool HasPhantom(int input) => Volatile.Read(ref Word(input, PhantomWord)) != 0;

    /// <summary>Turns a gain.</summary>
    public void SetGainDb(int input, int gainDb) => Volatile.Write(ref Word(input, GainWord), gainDb);

    /// <summary>Switches a pad.</summary>
    public void SetPad(int input, bool isOn) => Volatile.Write(ref Word(input, PadWord), isOn ? 1 : 0);

    /// <summary>Switches 48 V.</summary>
    public void SetPhantom(int input, bool isOn) => Volatile.Write(ref Word(input, PhantomWord), isOn ? 1 : 0);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (view.IsClosed)
            return;
        view.ReleasePointer();
        view.Dispose();
        file.Dispose();
    }

    private ref int Word(int input, int word)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)input, (uint)Inputs);
        return ref words[input * WordsPerInput + word];
    }
}
