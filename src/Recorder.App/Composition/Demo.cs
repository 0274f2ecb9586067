using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Recorder.App.Host;
using Recorder.App.Host.Engine;
using Recorder.Core.Faults;
using Recorder.Core.Wiring;
using Recorder.Link;
using Recorder.Panel.Surfaces;
using Recorder.Session.Folders;
using Recorder.Session.SetUp;
using Recorder.Simulation.Capture;
using Recorder.Simulation.Drives;
using Recorder.Web;
using Recorder.Web.Pairing;

namespace Recorder.App.Composition;

/// <summary>The whole appliance on a desk: Simulation in Linux's place, the front panel in the browser, a folder as the stick.</summary>
internal sealed class Demo
{
    private const string EngineAloneSeconds = "60";

    // The mix on the first two, and two musicians' own mixes.
    private const string Output = "silent:6";
    private static readonly TimeSpan EngineStartsWithin = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan LastWordsStand = TimeSpan.FromSeconds(2);

    /// <summary>WAV files as the interface's inputs; null is the built-in band.</summary>
    public string? Input { get; init; }

    /// <summary>Where session and stick lie.</summary>
    public required string Data { get; init; }

    /// <summary>The folder that plays the stick; null is one in <see cref="Data"/>.</summary>
    public string? Stick { get; init; }

    /// <summary>The front panel: full, small, or the file of a description.</summary>
    public string Panel { get; init; } = "full";

    /// <summary>Whether this machine's own control surfaces are heard, its one piece of real hardware.</summary>
    public bool HasMidi { get; init; }

    /// <summary>The page's port on this machine.</summary>
    public required int Port { get; init; }

    /// <summary>Runs until it is interrupted or switched off at the panel.</summary>
    public int Run()
    {
        var time = TimeProvider.System;
        using var ending = new Interruption();
        var surfaces = SurfaceThread.BoardBeside(Path.Combine(Path.GetFullPath(Data), "session"));
        var settings = Prepare(surfaces, ending);
        using var panel = new SimulatedFrontPanel(PanelDescription.Read(Panel), time);
        using var host = new RecorderHost(settings, time);
        // The port first: when it is taken, nothing else has been started.
        var web = WebServer.StartAsync(IPAddress.Loopback, Port, host, panel.Mirror, () => settings.SessionFolder, settings.Pairing).GetAwaiter().GetResult();
        try
        {
            host.Start();
            using var thread = new PanelThread(host, panel.Display, panel.Lamps, panel.Inputs, time);
            using var midi = HasMidi ? SurfaceThread.TryOpen(host, surfaces, time) : SurfaceThread.Simulated(host, surfaces, time);
            host.WaitForEngine(EngineStartsWithin);
            Console.WriteLine($"Recorder: {web.Urls.Single()}/   (Ctrl-C ends it; a running take goes on)");
            ending.Wait();
        }
        finally
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(1));
            web.StopAsync(patience.Token).GetAwaiter().GetResult();
            web.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
        return 0;
    }

    private HostSettings Prepare(SurfaceBoard surfaces, Interruption ending)
    {
        if (Input is not null && !Directory.Exists(Input))
            throw new RecorderException(FaultKind.UnreadableInput, $"{Input} is not there: nothing was started; give a folder of WAV files.");
        var data = Path.GetFullPath(Data);
        var session = Path.Combine(data, "session");
        var stick = Stick ?? Path.Combine(data, "DRUMS");
        MakeFolder(session);
        MakeFolder(stick);
        if (!SessionFolder.IsSession(session))
            SessionFolder.OpenOrBegin(session).WriteFacts(new SessionFacts { Name = Weekday(), CreatedAt = Now() });
        var linkFolder = LinkPaths.RuntimeFolder($"recorder-demo-{ShortHash(data)}");
        var link = LinkPaths.InFolder(linkFolder);
        var knobs = Path.Combine(linkFolder, "interface.knobs");
        return new HostSettings
        {
            SessionFolder = session,
            Link = link,
            Starter = new EngineStarter(EngineWords(session, link, knobs), Path.Combine(linkFolder, "engine.log")),
            Stick = new FolderDrive(stick),
            Surfaces = surfaces,
            Pairing = new PairingDesk(PairedBrowserFile.Beside(session), TimeProvider.System),
            OpenControls = (key, inputs) => Input is null && key == BandCaptureDevice.KeyOf(inputs) ? new SimulatedControls(PreampKnobs.Open(knobs, inputs)) : null,
            PowerOff = () => ending.After(LastWordsStand),
        };
    }

    private string[] EngineWords(string session, LinkPaths link, string knobs) =>
    [
        "engine", "--device", Input is null ? $"band:16@{knobs}" : $"files:{Path.GetFullPath(Input)}", "--output", Output, "--session", session,
        "--socket", link.Socket, "--shm", link.Snapshot, "--exit-when-alone", EngineAloneSeconds,
    ];

    private static void MakeFolder(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            throw new RecorderException(FaultKind.Storage, $"{folder} cannot be made: nothing was started; choose another folder.", trouble);
        }
    }

    // One meeting place per data folder: two demos on different data do not meet, two on the same do.
    private static string ShortHash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 4));

    private static string Weekday() => DateTimeOffset.Now.ToString("dddd", CultureInfo.InvariantCulture);

    private static string Now() => DateTimeOffset.Now.ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture);
}
