namespace Recorder.Core.SetUp;

/// <summary>What an input is fed by, as far as it matters for level, phantom power and the mix.</summary>
public enum MicrophoneType
{
    /// <summary>Nobody has said.</summary>
    Unknown,

    Dynamic,
    Condenser,
    Ribbon,

    /// <summary>A DI box or another line source.</summary>
    Line,

    Wireless,

    /// <summary>A contact microphone or pickup.</summary>
    Contact,
}

/// <summary>What follows from a microphone's type.</summary>
public static class Microphones
{
    /// <summary>The word on the panel; a dash while nobody has said.</summary>
    public static string Word(this MicrophoneType type) => type switch
    {
        MicrophoneType.Dynamic => "dynamic",
        MicrophoneType.Condenser => "condenser",
        MicrophoneType.Ribbon => "ribbon",
        MicrophoneType.Line => "line",
        MicrophoneType.Wireless => "wireless",
        MicrophoneType.Contact => "contact",
        _ => "-",
    };

    /// <summary>At most five letters, for a column of the panel.</summary>
    public static string ShortWord(this MicrophoneType type) => type switch
    {
        MicrophoneType.Dynamic => "dyn",
        MicrophoneType.Condenser => "cond",
        MicrophoneType.Ribbon => "ribb",
        MicrophoneType.Wireless => "radio",
        MicrophoneType.Contact => "cont",
        _ => type.Word(),
    };

    /// <summary>How much a source has to lose by 48 V: of several on one switch, the one with most is named.</summary>
    public static int PhantomRisk(this MicrophoneType type) => type switch
    {
        MicrophoneType.Ribbon => 5,
        MicrophoneType.Line or MicrophoneType.Wireless => 4,
        MicrophoneType.Contact => 3,
        MicrophoneType.Unknown => 2,
        MicrophoneType.Dynamic => 1,
        _ => 0,
    };

    /// <summary>The same question in fewer words, where it stands behind a sentence.</summary>
    public static string ShortPhantomQuestion(this MicrophoneType type, string input) => type switch
    {
        MicrophoneType.Ribbon => $"{input} is a ribbon: no 48 V! On?",
        MicrophoneType.Line => $"{input} is a line source: no 48 V! On?",
        MicrophoneType.Wireless => $"{input} is wireless: no 48 V! On?",
        MicrophoneType.Dynamic or MicrophoneType.Condenser => "Switch 48 V on?",
        _ => $"What is {input}? A ribbon can be torn. On?",
    };

    /// <summary>What to ask before 48 V is switched on for an input: the microphone is named, and what 48 V would do to it.</summary>
    public static string PhantomQuestion(this MicrophoneType type, string input) => type switch
    {
        MicrophoneType.Ribbon => $"{input} is a ribbon: no 48 V, it can be torn. 48 V all the same?",
        MicrophoneType.Line => $"{input} is a line source: 48 V can harm it. 48 V all the same?",
        MicrophoneType.Wireless => $"{input} is a wireless receiver: 48 V can harm it. 48 V all the same?",
        MicrophoneType.Dynamic => $"{input} is dynamic: it needs no 48 V. Switch it on?",
        MicrophoneType.Condenser => $"{input} is a condenser: it needs 48 V. Switch it on?",
        _ => $"48 V on {input}? A ribbon can be torn by it.",
    };
}
