using Recorder.Core.Ports;

namespace Recorder.Session;

/// <summary>What a <see cref="StoreError"/> is called in a sentence.</summary>
public static class StoreErrors
{
    /// <summary>A few words without a full stop.</summary>
    public static string Describe(StoreError error) => error switch
    {
        StoreError.None => "no error",
        StoreError.Full => "no room left",
        StoreError.ReadOnly => "it takes no writes",
        StoreError.Gone => "it is not there any more",
        StoreError.Exists => "a file of that name is there already",
        _ => "the disk reports an error",
    };
}
