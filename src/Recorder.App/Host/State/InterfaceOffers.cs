using System.Collections.Immutable;
using Recorder.Core.Snapshots;

namespace Recorder.App.Host.State;

/// <summary>The interfaces that are there, out of the engine's snapshot.</summary>
internal static class InterfaceOffers
{
    /// <summary>As they stand in it.</summary>
    public static ImmutableArray<InterfaceOffer> Of(in EngineSnapshot engine)
    {
        var offers = ImmutableArray.CreateBuilder<InterfaceOffer>();
        for (var i = 0; i < Math.Clamp(engine.InterfaceCount, 0, EngineSnapshot.MaxInterfaces); i++)
        {
            var one = engine.Interfaces[i];
            offers.Add(new InterfaceOffer(one.Key.ToString(), one.Name.ToString(), one.Inputs, one.Chosen != 0));
        }
        return offers.ToImmutable();
    }
}
