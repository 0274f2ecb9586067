using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Recorder.Core.Ports;
using Recorder.Core.Snapshots;

namespace Recorder.Web.Pairing;

/// <summary>What became of a code that was typed.</summary>
public enum PairingAnswer
{
    /// <summary>The browser is let in; the code is used up.</summary>
    Paired,

    Wrong,

    /// <summary>No code is shown on the panel.</summary>
    NotAsked,

    /// <summary>Too many were wrong: nothing is looked at for a while, and the code is another one.</summary>
    TooMany,
}

/// <summary>
/// Lets browsers in that are not on this machine: who stands at the panel reads six digits and types them once. A code is good
/// for one browser and a few minutes; a few wrong ones change it and make everyone wait.
/// </summary>
/// <remarks>
/// A million codes, <see cref="MostGuesses"/> guesses a <see cref="Pause"/> and <see cref="CodeStands"/> at a time: who guesses
/// all the while that a code stands is let in once in 20,000 times.
/// </remarks>
public sealed class PairingDesk(IPairedBrowsers browsers, TimeProvider time)
{
    /// <summary>How long a code is good.</summary>
    public static readonly TimeSpan CodeStands = TimeSpan.FromMinutes(5);

    /// <summary>How long nobody is listened to after too many wrong codes.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    /// <summary>Wrong codes until then.</summary>
    public const int MostGuesses = 5;

    private const int Codes = 1_000_000;
    private const int TokenBytes = 32;

    private readonly Lock gate = new();
    private string code = "";
    private long shownAt;
    private int wrong;
    private long? pausedAt;

    /// <summary>What the panel shows.</summary>
    public PairingState State
    {
        get
        {
            lock (gate)
                return new PairingState { Code = CurrentCode(), Browsers = browsers.Count };
        }
    }

    /// <summary>Shows a new code.</summary>
    public void Begin()
    {
        lock (gate)
            Draw();
    }

    /// <summary>Nobody may come in any more without a new code.</summary>
    public void Forget()
    {
        lock (gate)
        {
            code = "";
            browsers.Clear();
        }
    }

    /// <summary>Whether a browser's token is one that was given out.</summary>
    public bool IsKnown(string token) => token.Length > 0 && browsers.Contains(Hash(token));

    /// <summary>A browser has typed a code.</summary>
    /// <param name="typed">As typed; blanks do not count.</param>
    /// <param name="token">What it is to keep when it is paired; else empty.</param>
    /// <exception cref="Core.Faults.RecorderException">The disk refuses to remember it.</exception>
    public PairingAnswer Try(string typed, out string token)
    {
        token = "";
        lock (gate)
        {
            if (pausedAt is { } at && time.GetElapsedTime(at) < Pause)
                return PairingAnswer.TooMany;
            pausedAt = null;
            var current = CurrentCode();
            if (current.Length == 0)
                return PairingAnswer.NotAsked;
            var given = string.Concat(typed.Where(letter => !char.IsWhiteSpace(letter)));
            if (CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(current)))
            {
                token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(TokenBytes));
                browsers.Add(Hash(token), time.GetLocalNow());
                code = "";
                return PairingAnswer.Paired;
            }
            if (++wrong < MostGuesses)
                return PairingAnswer.Wrong;
            Draw();
            pausedAt = time.GetTimestamp();
            return PairingAnswer.TooMany;
        }
    }

    private static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));

    private string CurrentCode() => code.Length > 0 && time.GetElapsedTime(shownAt) < CodeStands ? code : "";

    private void Draw()
    {
        code = RandomNumberGenerator.GetInt32(Codes).ToString("000000", CultureInfo.InvariantCulture);
        (shownAt, wrong) = (time.GetTimestamp(), 0);
    }
}
