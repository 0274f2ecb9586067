using System.Runtime.InteropServices;
using Recorder.Core.Faults;
using Recorder.Linux.Interop.Asound;

namespace Recorder.Linux.Audio;

/// <summary>What is wanted of a PCM.</summary>
/// <param name="Name">ALSA's name for it.</param>
/// <param name="Stream">Capture or playback.</param>
/// <param name="RateHz">Frames per second.</param>
/// <param name="MustHaveRate">Whether another rate is no use.</param>
/// <param name="Channels">How many; null is all it has, up to 64.</param>
/// <param name="PeriodFrames">Frames of one delivery, about.</param>
/// <param name="BufferFrames">Frames of the kernel's buffer, about.</param>
internal readonly record struct AlsaWish(
    string Name, int Stream, uint RateHz, bool MustHaveRate, uint? Channels, uint PeriodFrames, uint BufferFrames);

/// <summary>What it gave.</summary>
internal readonly record struct AlsaGrant(AlsaSamples Samples, int Channels, int RateHz, int PeriodFrames, int SignificantBits);

/// <summary>Opens and configures a PCM; every refusal is a sentence.</summary>
internal static class AlsaSetup
{
    private const uint MostChannels = 64;

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
            throw new RecorderException(FaultKind.Device,
                "ALSA's library is not installed; nothing was recorded; install the Debian package libasound2.", missing);
        }
        try
        {
            return (pcm, Configure(pcm, wish));
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

    private static AlsaGrant Configure(AlsaPcm pcm, AlsaWish wish)
    {
        Check(AlsaLibrary.NewParameters(out var parameters), "has no configuration");
        using (parameters)
        {
            Check(AlsaLibrary.FillParameters(pcm, parameters), "has no configuration");
            _ = AlsaLibrary.SetResampling(pcm, parameters, 0);
            Check(AlsaLibrary.SetAccess(pcm, parameters, AlsaLibrary.InterleavedReadWrite), "gives no interleaved frames");
            var samples = AlsaSamples.Known.FirstOrDefault(known => AlsaLibrary.TestFormat(pcm, parameters, known.AlsaFormat) == 0)
                ?? throw Refused(wish.Name, "has no sample format we read", "use plughw: in its name");
            Check(AlsaLibrary.SetFormat(pcm, parameters, samples.AlsaFormat), "refuses its own sample format");
            Check(AlsaLibrary.GetMostChannels(parameters, out var most), "has no channels");
            var channels = wish.Channels ?? Math.Min(most, MostChannels);
            Check(AlsaLibrary.SetChannelsNear(pcm, parameters, ref channels), "refuses its own channels");
            var rateHz = wish.RateHz;
            Check(AlsaLibrary.SetRateNear(pcm, parameters, ref rateHz, 0), "refuses every rate");
            if (wish.MustHaveRate && rateHz != wish.RateHz)
                throw Refused(wish.Name, $"does not run at {wish.RateHz} Hz", $"choose {rateHz} Hz");
            nuint periodFrames = wish.PeriodFrames;
            nuint bufferFrames = wish.BufferFrames;
            Check(AlsaLibrary.SetBufferNear(pcm, parameters, ref bufferFrames), "refuses every buffer");
            Check(AlsaLibrary.SetPeriodNear(pcm, parameters, ref periodFrames, 0), "refuses every period");
            Check(AlsaLibrary.Apply(pcm, parameters), "refuses its configuration");
            return new AlsaGrant(samples, (int)channels, (int)rateHz, (int)periodFrames, AlsaLibrary.GetSignificantBits(parameters));
        }

        void Check(int result, string what)
        {
            if (result < 0)
                throw Refused(wish.Name, $"{what} ({Describe(result)})", "try plughw: in its name");
        }
    }
}
