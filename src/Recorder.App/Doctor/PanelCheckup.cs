using System.Collections.Concurrent;
using Recorder.App.CommandLine;
using Recorder.App.Composition;
using Recorder.App.Verbs;
using Recorder.Core.Faults;
using Recorder.Core.Ports;
using Recorder.Core.Wiring;
using Recorder.Panel.Graphics;
using Recorder.Panel.SelfTest;

namespace Recorder.App.Doctor;

/// <summary><c>recorder doctor --panel BUILD</c>: first light of a front panel, control by control.</summary>
internal static class PanelCheckup
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(40);

    /// <summary>Asks for every control in turn, or only tells what comes; the exit code.</summary>
    public static int Run(string build, double? watchSeconds, bool asJson, CancellationToken cancelled)
    {
        var description = PanelDescription.Read(build);
        var time = TimeProvider.System;
        using var mirror = new SimulatedFrontPanel(description, time);
        using var hardware = HardwarePanel.TryOpen(description, mirror, time)
            ?? throw new RecorderException(FaultKind.Device, "The front panel could not be opened: nothing was changed; check config.txt and restart the Pi.");
        if (watchSeconds is { } seconds)
            return PanelWatch.Run(hardware.Inputs, OptionRules.Seconds(seconds, OptionRules.MostSeconds, "--watch")!.Value, asJson, cancelled);
        if (!hardware.HasLines && !hardware.Show(new byte[hardware.Width * hardware.Height]))
            throw new RecorderException(FaultKind.Device, "Neither the lines nor the display of the panel answer: nothing was tried; check config.txt, the cable, and that recorder-host is stopped.");
        var test = new PanelSelfTest(description);
        var hasPicture = Try(test, hardware, time, asJson, cancelled);
        var troubles = test.Troubles().ToArray();
        if (!hasPicture)
            troubles = ["The display did not take a picture. Check its cable and its bus in config.txt.", .. troubles];
        if (asJson)
            Output.WriteJson(new PanelReport(description.Name, hasPicture, test.Results.Count(result => result == SelfTestResult.Seen), test.Steps.Length, troubles), DoctorJson.Default.PanelReport);
        else
            foreach (var trouble in (string[])[.. troubles, .. troubles.Length == 0 ? (string[])["All seen."] : []])
                Console.WriteLine(trouble);
        return troubles.Length == 0 ? 0 : (int)FaultKind.AnswerIsNo;
    }

    private static bool Try(PanelSelfTest test, HardwarePanel hardware, TimeProvider time, bool asJson, CancellationToken cancelled)
    {
        var moved = new ConcurrentQueue<PanelEvent>();
        foreach (var input in hardware.Inputs)
            input.Moved += moved.Enqueue;
        var frame = new FrameBuffer(hardware.Width, hardware.Height);
        var (hasPicture, told) = (true, (SelfTestStep?)null);
        while (!test.IsDone)
        {
            cancelled.ThrowIfCancellationRequested();
            test.Tick((long)time.GetElapsedTime(0).TotalMilliseconds);
            while (moved.TryDequeue(out var move))
                test.Handle(move);
            if (!asJson && test.Asked is { } asked && asked != told)
                Console.WriteLine((told = asked).Value.Words);
            hardware.Show(test.Lit);
            test.Draw(frame);
            hasPicture &= hardware.Show(frame.Pixels);
            cancelled.WaitHandle.WaitOne(Period);
        }
        hardware.Show(PanelLights.None);
        return hasPicture;
    }
}

/// <summary>What <c>recorder doctor --panel --json</c> prints.</summary>
internal sealed record PanelReport(string Panel, bool DisplayAnswers, int Seen, int Asked, string[] Troubles);
