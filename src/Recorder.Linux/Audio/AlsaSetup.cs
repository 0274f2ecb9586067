using System.Runtime.InteropServices;
using Recorder.Core.Faults;
using Recorder.Core.Units;
using Recorder.Linux.Interop.Asound;

namespace Recorder.Linux.Audio;

/// <summary>What is wanted of a PCM.</summary>
/// <param name="Name">ALSA's name for it.</param>
/// <param name="Stream">Capture or playback.</param>
/// <param name="RateHz">Frames per second.</param>
/// <param name="MustHaveRate">Whether another rate is no use.</param>
/// <param name="Channels">How many; null is all it has, up to 64.</param>
/// <param name="PeriodFrames">Frames of one delivery, about.</param>
/// <param name="BufferFrames">Frames of the driver's buffer, about.</param>
internal readonly record struct AlsaWish(
    string Name, int Stream, uint RateHz, bool MustHaveRate, uint? Channels, uint PeriodFrames, uint BufferFrames);

/// <summary>What it gave.</summary>
/// <param name="Samples">The sample format.</param>
/// <param name="IsInPlace">Whether frames are reached in the driver's own memory instead of being copied by it.</param>
/// <param name="Channels">Its channels.</param>
/// <param name="RateHz">Frames per second.</param>
/// <param name="PeriodFrames">Frames from one wake-up to the next.</param>
/// <param name="BufferFrames">Frames of the driver's buffer.</param>
/// <param name="SignificantBits">Bits of a sample that mean something; 0 or below where the driver does not say.</param>
internal readonly record struct AlsaGrant(
    AlsaSamples Samples, bool IsInPlace, int Channels, int RateHz, int PeriodFrames, int BufferFrames, int SignificantBits)
{
    /// <summary>Rates it would give as well, its own among them.</summary>
    public required IReadOnlyList<int> RatesHz { get; init; }
}

/// <summary>Opens and configures a PCM; every refusal is a sentence.</summary>
internal static class AlsaSetup
{
    private const uint MostChannels = 64;
    private const uint UsualChannels = 2;

    // The plainest first. Some cards of many channels keep each in a memory of its own and know nothing else.
    private static readonly int[] Accesses = [AlsaLibrary.InterleavedReadWrite, AlsaLibrary.InterleavedInPlace, AlsaLibrary.PlanarInPlace];

    /// <summary>Opens a PCM for one thread that waits by itself.</summary>
    /// <exception cref="RecorderException">The library or the device is missing, or it cannot do what is asked.</exception>
    public static (AlsaPcm Pcm, AlsaGrant Grant) Open(AlsaWish wish)
    {
        AlsaPcm pcm;
        try
        {
            AlsaLibrary.Silence();
            var error = AlsaLibrary.Open(out pcm, wish.Name, wish.Stream, AlsaLibrary.NonBlocking);
            if (error < 0)
                throw Refused(wish.Name, $"cannot be opened ({Describe(error)})", "plug it in, or choose one that 'arecord -L' lists");
        }
        catch (DllNotFoundException missing)
        {
            throw MissingLibrary(missing);
        }
        try
        {
            var grant = Configure(pcm, wish);
            SetBehaviour(pcm, wish, grant);
            return (pcm, grant);
        }
        catch
        {
            pcm.Dispose();
            throw;
        }
    }

    /// <summary>ALSA's words for an error.</summary>
    public static string Describe(int error) => Marshal.PtrToStringUTF8(AlsaLibrary.Describe(error)) ?? "unknown error";

    /// <summary>A device that does not do what is asked.</summary>
    public static RecorderException Refused(string name, string what, string remedy) =>
        new(FaultKind.Device, $"Interface {name} {what}; nothing was recorded; {remedy}.");

    /// <summary>The library is not there.</summary>
    public static RecorderException MissingLibrary(DllNotFoundException missing) =>
        new(FaultKind.Device, "ALSA's library is not installed; nothing was recorded; install the Debian package libasound2.", missing);

    private static AlsaGrant Configure(AlsaPcm pcm, AlsaWish wish)
    {
        Check(AlsaLibrary.NewParameters(out var parameters), "has no configuration");
        using (parameters)
        {
            Check(AlsaLibrary.FillParameters(pcm, parameters), "has no configuration");
            _ = AlsaLibrary.SetResampling(pcm, parameters, 0);
            var accesses = wish.Stream == AlsaLibrary.Capture ? Accesses : Accesses[..2];
            var access = accesses.FirstOrDefault(known => AlsaLibrary.TestAccess(pcm, parameters, known) == 0, AlsaLibrary.InterleavedReadWrite);
            Check(AlsaLibrary.SetAccess(pcm, parameters, access), "gives no frames in a way we know");
            var samples = AlsaSamples.Known.FirstOrDefault(known => AlsaLibrary.TestFormat(pcm, parameters, known.AlsaFormat) == 0)
                ?? throw Refused(wish.Name, "has no sample format we read", "use plughw: in its name");
            Check(AlsaLibrary.SetFormat(pcm, parameters, samples.AlsaFormat), "refuses its own sample format");
            // Before the channels: many interfaces have fewer of them at higher rates.
            int[] ratesHz = [.. StandardRates.All.Where(one => AlsaLibrary.TestRate(pcm, parameters, (uint)one, 0) == 0)];
            var rateHz = wish.RateHz;
            Check(AlsaLibrary.SetRateNear(pcm, parameters, ref rateHz, 0), "refuses every rate");
            if (wish.MustHaveRate && rateHz != wish.RateHz)
                throw Refused(wish.Name, $"does not run at {wish.RateHz} Hz", $"choose {rateHz} Hz");
            var channels = wish.Channels ?? AllChannels(parameters);
            Check(AlsaLibrary.SetChannelsNear(pcm, parameters, ref channels), "refuses its own channels");
            if (channels > MostChannels)
                throw Refused(wish.Name, $"has {channels} channels and cannot do with {MostChannels}", "choose a smaller mode of it");
            nuint periodFrames = wish.PeriodFrames;
            nuint bufferFrames = wish.BufferFrames;
            Check(AlsaLibrary.SetBufferNear(pcm, parameters, ref bufferFrames), "refuses every buffer");
            Check(AlsaLibrary.SetPeriodNear(pcm, parameters, ref periodFrames, 0), "refuses every period");
            Check(AlsaLibrary.Apply(pcm, parameters), "refuses its configuration");
            return new AlsaGrant(
                samples, access != AlsaLibrary.InterleavedReadWrite, (int)channels, (int)rateHz, (int)periodFrames, (int)bufferFrames,
                AlsaLibrary.GetSignificantBits(parameters))
            {
                RatesHz = ratesHz,
            };
        }

        void Check(int result, string what)
        {
            if (result < 0)
                throw Refused(wish.Name, $"{what} ({Describe(result)})", "try plughw: in its name");
        }
    }

    // What converts between any two numbers of channels says that it has thousands.
    private static uint AllChannels(AlsaParameters parameters)
    {
        _ = AlsaLibrary.GetFewestChannels(parameters, out var fewest);
        return AlsaLibrary.GetMostChannels(parameters, out var most) < 0 ? UsualChannels
            : most <= MostChannels ? most
            : Math.Max(fewest, UsualChannels);
    }

    // A capture stream never stops by itself: it runs on over what is not read, and its position tells how much that was.
    // An output stops when it has nothing to play, so that this is noticed.
    private static void SetBehaviour(AlsaPcm pcm, AlsaWish wish, AlsaGrant grant)
    {
        Check(AlsaLibrary.NewBehaviour(out var behaviour));
        using (behaviour)
        {
            Check(AlsaLibrary.FillBehaviour(pcm, behaviour));
            Check(AlsaLibrary.GetBoundary(behaviour, out var boundaryFrames));
            var isCapture = wish.Stream == AlsaLibrary.Capture;
            Check(AlsaLibrary.SetStartThreshold(pcm, behaviour, boundaryFrames));
            Check(AlsaLibrary.SetStopThreshold(pcm, behaviour, isCapture ? boundaryFrames : (nuint)grant.BufferFrames));
            Check(AlsaLibrary.SetWakeAt(pcm, behaviour, (nuint)grant.PeriodFrames));
            // Without times of the driver those of the reader serve.
            _ = AlsaLibrary.SetTimeMode(pcm, behaviour, AlsaLibrary.TimesOn);
            _ = AlsaLibrary.SetTimeType(pcm, behaviour, AlsaLibrary.MonotonicTime);
            Check(AlsaLibrary.Apply(pcm, behaviour));
        }

        void Check(int result)
        {
            if (result < 0)
                throw Refused(wish.Name, $"refuses its behaviour ({Describe(result)})", "try plughw: in its name");
        }
    }
}
