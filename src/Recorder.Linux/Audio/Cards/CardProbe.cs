using Recorder.Linux.Interop.Asound;

namespace Recorder.Linux.Audio.Cards;

/// <summary>Asks a PCM how many channels it has.</summary>
internal static class CardProbe
{
    /// <summary>The most channels it has, at most 64; 0 while another has it open, or when it does not answer.</summary>
    public static int Channels(string pcmName, int stream)
    {
        if (AlsaLibrary.Open(out var pcm, pcmName, stream, AlsaLibrary.NonBlocking) < 0)
            return 0;
        using (pcm)
        {
            if (AlsaLibrary.NewParameters(out var parameters) < 0)
                return 0;
            using (parameters)
            {
                return AlsaLibrary.FillParameters(pcm, parameters) >= 0 && AlsaLibrary.GetMostChannels(parameters, out var most) >= 0
                    ? (int)Math.Min(most, 64)
                    : 0;
            }
        }
    }
}
