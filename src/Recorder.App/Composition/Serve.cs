using System.Net;
using Microsoft.Extensions.Hosting.Systemd;
using Recorder.App.Configuration;
using Recorder.App.Devices;
using Recorder.App.Host;
using Recorder.App.Host.Engine;
using Recorder.Core.Faults;
using Recorder.Core.Wiring;
using Recorder.Linux.Drives;
using Recorder.Linux.Power;
using Recorder.Linux.Realtime;
using Recorder.Linux.Time;
using Recorder.Panel.Surfaces;
using Recorder.Session.SetUp;
using Recorder.Web;
using Recorder.Web.Pairing;

namespace Recorder.App.Composition;

/// <summary>The appliance: real drives, the real panel where one is set up, and the same page.</summary>
/// <param name="configFile">Its settings; null is everything as declared.</param>
internal sealed class Serve(string? configFile)
{
    private static readonly TimeSpan LastWordsStand = TimeSpan.FromSeconds(2);

    /// <summary>Runs until the service is stopped or switched off at the panel.</summary>
    public int Run()
    {
        var time = TimeProvider.System;
        var config = RecorderConfig.Read(configFile);
        if (!IPAddress.TryParse(config.Web.Address, out var address))
            throw new RecorderException(FaultKind.UnreadableInput, $"'{config.Web.Address}' in {configFile} is no address: nothing was started; write one such as 0.0.0.0.");
        using var ending = new Interruption();
        var panel = config.Panel is { } named ? PanelDescription.Read(named) : null;
        using var mirror = new SimulatedFrontPanel(panel ?? PanelDescription.Of("full"), time);
        var surfaces = SurfaceThread.BoardBeside(config.Session);
        var settings = Settings(config, surfaces, ending, time);
        using var host = new RecorderHost(settings, time);
        var web = WebServer.StartAsync(address, config.Web.Port, host, mirror.Mirror, () => config.Session, settings.Pairing).GetAwaiter().GetResult();
        try
        {
            host.Start();
            var watchdog = new ServiceWatchdog(time);
            using var hardware = HardwarePanel.TryOpen(panel, mirror, time);
            using var thread = hardware is null
                ? new PanelThread(host, mirror.Display, mirror.Lamps, mirror.Inputs, time, onAlive: watchdog.Tell)
                : new PanelThread(host, hardware.Display, hardware.Lamps, hardware.Inputs, time, () => hardware.IsSupplyGone, watchdog.Tell, new FifoScheduler());
            using var midi = SurfaceThread.TryOpen(host, surfaces, time);
            new SystemdNotifier().Notify(ServiceState.Ready);
            Console.WriteLine($"Recorder: {web.Urls.Single()}/");
            ending.Wait();
        }
        finally
        {
            web.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
        return 0;
    }

    private HostSettings Settings(RecorderConfig config, SurfaceBoard surfaces, Interruption ending, TimeProvider time) => new()
    {
        SessionFolder = config.Session,
        Link = config.Link,
        // systemd starts engine and host; by hand, on a desk, the host sees to it.
        Starter = SystemdHelpers.IsSystemdService() || configFile is null ? null
            : new EngineStarter(["engine", "--config", Path.GetFullPath(configFile)], config.Link.Socket + ".log"),
        Stick = new MountedStick(config.StickFolder, Path.Combine(AppContext.BaseDirectory, "recorder-stick")),
        SecondCopy = config.SecondCopy,
        Surfaces = surfaces,
        PreRollSeconds = config.PreRollSeconds,
        MonitorPeriodFrames = config.MonitorPeriodFrames,
        Clock = new MachineClock(),
        Pairing = config.Web.AsksForCode ? new PairingDesk(PairedBrowserFile.Beside(config.Session), time) : null,
        IsPowerOn = new PowerOnMark(config.Link).Take,
        ReadBattery = BatteryGauge.ReadPercent,
        OpenControls = CardControls.TryOpen,
        PowerOff = () => ending.After(LastWordsStand),
    };
}
