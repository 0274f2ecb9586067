using System.Runtime.InteropServices;

namespace Recorder.Linux.Interop.Asound;

/// <summary>An open PCM.</summary>
internal sealed class AlsaPcm() : SafeHandle(0, ownsHandle: true)
{
    /// <inheritdoc/>
    public override bool IsInvalid => handle == 0;

    /// <inheritdoc/>
    protected override bool ReleaseHandle() => AlsaLibrary.Close(handle) == 0;
}

/// <summary>The set of configurations a PCM still allows.</summary>
internal sealed class AlsaParameters() : SafeHandle(0, ownsHandle: true)
{
    /// <inheritdoc/>
    public override bool IsInvalid => handle == 0;

    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        AlsaLibrary.FreeParameters(handle);
        return true;
    }
}

/// <summary>How a running PCM behaves.</summary>
internal sealed class AlsaBehaviour() : SafeHandle(0, ownsHandle: true)
{
    /// <inheritdoc/>
    public override bool IsInvalid => handle == 0;

    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        AlsaLibrary.FreeBehaviour(handle);
        return true;
    }
}

/// <summary>What a PCM was doing at one moment.</summary>
internal sealed class AlsaStatus() : SafeHandle(0, ownsHandle: true)
{
    /// <inheritdoc/>
    public override bool IsInvalid => handle == 0;

    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        AlsaLibrary.FreeStatus(handle);
        return true;
    }
}

/// <summary>A card's control, open.</summary>
internal sealed class AlsaControl() : SafeHandle(0, ownsHandle: true)
{
    /// <inheritdoc/>
    public override bool IsInvalid => handle == 0;

    /// <inheritdoc/>
    protected override bool ReleaseHandle() => AlsaLibrary.CloseControl(handle) == 0;
}

/// <summary>What a card says of itself.</summary>
internal sealed class AlsaCardInfo() : SafeHandle(0, ownsHandle: true)
{
    /// <inheritdoc/>
    public override bool IsInvalid => handle == 0;

    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        AlsaLibrary.FreeCardInfo(handle);
        return true;
    }
}

/// <summary>What a PCM says of itself.</summary>
internal sealed class AlsaPcmInfo() : SafeHandle(0, ownsHandle: true)
{
    /// <inheritdoc/>
    public override bool IsInvalid => handle == 0;

    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        AlsaLibrary.FreePcmInfo(handle);
        return true;
    }
}

/// <summary>Where a channel's samples lie: <c>snd_pcm_channel_area_t</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct AlsaArea
{
    public byte* Start;
    public uint FirstBits;
    public uint StepBits;
}

/// <summary>A time as drivers give it: <c>struct timespec</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct AlsaTime
{
    public long Seconds;
    public long Nanoseconds;
}
