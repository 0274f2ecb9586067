using Recorder.Core.Commands;
using Recorder.Core.Parameters;
using Recorder.Link.Messages;
using Recorder.Session.Mixes;

namespace Recorder.App.Host.Engine;

/// <summary>Brings the engine's strips and buses to a scene, sending only what is other there.</summary>
/// <param name="post">Tells the engine.</param>
internal sealed class SceneSender(Func<LinkMessage, CommandReply> post)
{
    private readonly Lock gate = new();
    private readonly Dictionary<(int Bank, int Strip, int Parameter), float> sent = [];
    private int bank;
    private int isFollowing;

    /// <summary>A new engine knows nothing yet.</summary>
    public void Forget()
    {
        lock (gate)
        {
            sent.Clear();
            bank = 0;
        }
    }

    /// <summary>Sends what differs; returns when the engine has it.</summary>
    public void Send(Scene scene)
    {
        lock (gate)
        {
            for (var strip = 0; strip < scene.Strips.Length; strip++)
            {
                var heard = scene.Heard(strip);
                for (var i = 0; i < StripParameters.Count; i++)
                    Set(strip, i, heard[(StripParameter)i], LinkMessages.SetStrip(strip, (StripParameter)i, heard[(StripParameter)i]));
            }
            for (var i = 0; i < BusParameters.Count; i++)
                Set(-1, i, scene.Bus[(BusParameter)i], LinkMessages.SetBus((BusParameter)i, scene.Bus[(BusParameter)i]));
        }
    }

    /// <summary>
    /// Sends what differs in the scene that is newest by then, soon; a hand that turns all values at once does not wait for hundreds of
    /// answers, and steps that were overtaken are never sent.
    /// </summary>
    public void Follow(Func<Scene> newest)
    {
        if (Interlocked.Exchange(ref isFollowing, 1) == 1)
            return;
        Task.Run(() =>
        {
            lock (gate)
            {
                // Read with the gate held: whoever sends at once has sent before, or sends what is newer.
                Volatile.Write(ref isFollowing, 0);
                Send(newest());
            }
        });
    }

    /// <summary>Sends a scene into the mix that is not under the knobs, to be compared with.</summary>
    public void SendAside(Scene scene)
    {
        lock (gate)
        {
            if (!post(LinkMessages.EditBank(1)).Accepted)
                return;
            bank = 1;
            Send(scene);
            post(LinkMessages.EditBank(0));
            bank = 0;
        }
    }

    /// <summary>Sends one value of a strip.</summary>
    public void Send(int strip, StripParameter parameter, float value)
    {
        lock (gate)
            Set(strip, (int)parameter, value, LinkMessages.SetStrip(strip, parameter, value));
    }

    /// <summary>Sends one value of the buses.</summary>
    public void Send(BusParameter parameter, float value)
    {
        lock (gate)
            Set(-1, (int)parameter, value, LinkMessages.SetBus(parameter, value));
    }

    private void Set(int strip, int parameter, float value, LinkMessage message)
    {
        if ((!sent.TryGetValue((bank, strip, parameter), out var there) || there != value) && post(message).Accepted)
            sent[(bank, strip, parameter)] = value;
    }
}
