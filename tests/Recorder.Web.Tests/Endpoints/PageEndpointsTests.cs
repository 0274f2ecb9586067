using System.Net;
using System.Text.RegularExpressions;

namespace Recorder.Web.Tests.Endpoints;

public partial class PageEndpointsTests
{
    [Fact]
    public async Task Every_file_the_page_names_is_inside_the_program()
    {
        await using var panel = await RunningPanel.Start();
        var waiting = new Queue<string>(["index.html"]);
        var seen = new HashSet<string>(waiting);
        while (waiting.TryDequeue(out var path))
        {
            var text = await panel.Client.GetStringAsync(new Uri($"/{path}", UriKind.Relative), TestContext.Current.CancellationToken);
            foreach (var name in References().Matches(text).Select(match => match.Groups[1].Value))
            {
                var target = new Uri(new Uri($"http://x/{path}"), name).AbsolutePath[1..];
                if (seen.Add(target))
                    waiting.Enqueue(target);
            }
        }
        Assert.Contains("js/desk/mixer.js", seen);
        Assert.Contains("css/panel.css", seen);
    }

    [Fact]
    public async Task An_unchanged_file_is_not_sent_twice()
    {
        await using var panel = await RunningPanel.Start();
        using var first = await panel.Client.GetAsync(new Uri("/", UriKind.Relative), TestContext.Current.CancellationToken);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/");
        request.Headers.IfNoneMatch.Add(first.Headers.ETag!);

        using var second = await panel.Client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
        Assert.Contains("frame-ancestors 'none'", first.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_path_is_not_found()
    {
        await using var panel = await RunningPanel.Start();
        using var response = await panel.Client.GetAsync(new Uri("/js/none.js", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [GeneratedRegex("""(?:href=|src=|from )['"]([\w./-]+\.(?:js|css|svg|webmanifest))['"]""")]
    private static partial Regex References();
}
