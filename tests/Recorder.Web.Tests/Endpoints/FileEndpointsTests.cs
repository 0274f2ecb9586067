using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;

namespace Recorder.Web.Tests.Endpoints;

public class FileEndpointsTests
{
    [Fact]
    public async Task Files_of_the_session_are_listed_and_sent()
    {
        await using var panel = await WithFiles();

        Assert.Contains("\"path\":\"T0012/01 Kick.wav\",\"bytes\":10", await Get(panel, "/api/files"));
        Assert.Equal("0123456789", await Get(panel, "/files/T0012/01%20Kick.wav"));
    }

    [Fact]
    public async Task A_range_of_a_file_can_be_asked_for()
    {
        await using var panel = await WithFiles();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/files/T0012/01%20Kick.wav");
        request.Headers.Range = new RangeHeaderValue(2, 4);

        using var response = await panel.Client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.PartialContent, response.StatusCode);
        Assert.Equal("234", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("/files/../secret.txt")]
    [InlineData("/files/%2e%2e/secret.txt")]
    [InlineData("/files/..%2fsecret.txt")]
    [InlineData("/files/T0012/../../secret.txt")]
    [InlineData("/files//etc/passwd")]
    [InlineData("/files/%2fetc%2fpasswd")]
    [InlineData("/files/way-out/secret.txt")]
    [InlineData("/files/link.txt")]
    [InlineData("/files/.hidden")]
    [InlineData("/files/T0012")]
    [InlineData("/files/none.wav")]
    [InlineData("/files/")]
    [InlineData("/files/a%00b")]
    public async Task Nothing_outside_is_sent(string target)
    {
        await using var panel = await WithFiles();

        // As raw bytes: a client library would tidy the dots away before they could do harm.
        var answer = await RawGet(panel.Port, target);

        Assert.Matches("^HTTP/1.1 40[04] ", answer);
        Assert.DoesNotContain("out of bounds", answer, StringComparison.Ordinal);
    }

    private static async Task<RunningPanel> WithFiles()
    {
        var panel = await RunningPanel.Start();
        Directory.CreateDirectory(panel.Folder.File("session", "T0012"));
        File.WriteAllText(panel.Folder.File("session", "T0012", "01 Kick.wav"), "0123456789");
        File.WriteAllText(panel.Folder.File("session", ".hidden"), "out of bounds");
        File.WriteAllText(panel.Folder.File("secret.txt"), "out of bounds");
        Directory.CreateSymbolicLink(panel.Folder.File("session", "way-out"), panel.Folder.Path);
        File.CreateSymbolicLink(panel.Folder.File("session", "link.txt"), panel.Folder.File("secret.txt"));
        return panel;
    }

    private static Task<string> Get(RunningPanel panel, string path) => panel.Client.GetStringAsync(new Uri(path, UriKind.Relative));

    private static async Task<string> RawGet(int port, string target)
    {
        using var client = new TcpClient("127.0.0.1", port);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"GET {target} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n"));
        return await new StreamReader(stream).ReadToEndAsync();
    }
}
