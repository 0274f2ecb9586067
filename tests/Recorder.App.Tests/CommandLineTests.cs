using Recorder.App.CommandLine;
using Recorder.App.Tests.Verbs;

namespace Recorder.App.Tests;

[Collection(ConsoleUsers.Name)]
public class CommandLineTests
{
    [Theory]
    [InlineData("fly")]
    [InlineData("--wings")]
    public async Task Wrong_words_are_one_sentence_and_exit_code_2(params string[] arguments)
    {
        var (exitCode, output, error) = await Run(arguments);
        Assert.Equal(2, exitCode);
        Assert.Empty(output);
        Assert.Single(error.TrimEnd('\n').Split('\n'));
        Assert.Contains("--help", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, "0:00")]
    [InlineData(238.9, "3:58")]
    [InlineData(6127, "1:42:07")]
    public void Durations_read_as_on_the_panel(double seconds, string words) => Assert.Equal(words, Output.Duration(seconds));

    [Theory]
    [InlineData(1, "1 kB")]
    [InlineData(412_300_000, "412 MB")]
    [InlineData(14_200_000_000, "14.2 GB")]
    public void Sizes_read_as_on_the_panel(long bytes, string words) => Assert.Equal(words, Output.Size(bytes));

    internal static async Task<(int ExitCode, string Output, string Error)> Run(params string[] arguments)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var (oldOutput, oldError) = (Console.Out, Console.Error);
        Console.SetOut(output);
        Console.SetError(error);
        try
        {
            return (await ProgramRunner.RunAsync(arguments), output.ToString(), error.ToString());
        }
        finally
        {
            Console.SetOut(oldOutput);
            Console.SetError(oldError);
        }
    }
}
