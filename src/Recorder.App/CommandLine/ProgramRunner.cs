using System.CommandLine;
using Recorder.App.Verbs;
using Recorder.Core.Faults;

namespace Recorder.App.CommandLine;

/// <summary>The one program's verbs, and how its troubles become a sentence and an exit code.</summary>
internal static class ProgramRunner
{
    /// <summary>Runs one command line to its exit code: 0 done, 1 the answer is no, 2 to 5 as <see cref="FaultKind"/>.</summary>
    public static async Task<int> RunAsync(string[] arguments)
    {
        var parsed = CreateRoot().Parse(arguments);
        if (parsed.Errors.Count > 0)
            return Complain(FaultKind.WrongWords, Sentence(parsed));
        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (RecorderException trouble)
        {
            return Complain(trouble.Kind, trouble.Message);
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            return Complain(FaultKind.Storage,
                $"{trouble.Message.TrimEnd('.')}: nothing that was finished before is touched; check the path and its rights, then try again.");
        }
        catch (OperationCanceledException)
        {
            return Complain(FaultKind.AnswerIsNo, "Stopped before the end: what was finished is whole; run it again to go on.");
        }
#pragma warning disable CA1031 // The last net: nobody with a guitar on should read a stack trace.
        catch (Exception trouble)
        {
            return Complain(FaultKind.UnreadableInput,
                $"Recorder could not go on ({trouble.GetType().Name}: {trouble.Message.ReplaceLineEndings(" ")}): recordings are untouched; please report this line.");
        }
#pragma warning restore CA1031
    }

    // Each verb is a class in Verbs/ with a static Create().
    private static RootCommand CreateRoot() => new("A portable recorder with an engineer inside.")
    {
        EngineVerb.Create(),
        DiskVerb.Create(),
        DemoVerb.Create(),
        RecordVerb.Create(),
        RecoverVerb.Create(),
        SessionsVerb.Create(),
        InfoVerb.Create(),
        MixVerb.Create(),
        MasterVerb.Create(),
        LoudnessVerb.Create(),
        CertifyVerb.Create(),
        TuneVerb.Create(),
        SoundCheckVerb.Create(),
        ExportVerb.Create(),
        ServeVerb.Create(),
        HardwareVerb.Create(),
        InterfacesVerb.Create(),
        DoctorVerb.Create(),
    };

    private static string Sentence(ParseResult parsed)
    {
        var first = parsed.Errors[0].Message.TrimEnd('.');
        return $"{first}: nothing was done; '{HelpOf(parsed)} --help' lists the words.";
    }

    private static string HelpOf(ParseResult parsed) =>
        parsed.CommandResult.Command is RootCommand ? "recorder" : $"recorder {parsed.CommandResult.Command.Name}";

    private static int Complain(FaultKind kind, string sentence)
    {
        Console.Error.WriteLine(sentence);
        return (int)kind;
    }
}
