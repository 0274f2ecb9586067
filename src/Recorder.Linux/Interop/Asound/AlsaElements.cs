using System.Runtime.InteropServices;

namespace Recorder.Linux.Interop.Asound;

/// <summary>What names a mixer element.</summary>
internal sealed class AlsaElementId() : SafeHandle(0, ownsHandle: true)
{
    /// <inheritdoc/>
    public override bool IsInvalid => handle == 0;

    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        AlsaLibrary.FreeElementId(handle);
        return true;
    }
}

/// <summary>The elements of a card.</summary>
internal sealed class AlsaElementList() : SafeHandle(0, ownsHandle: true)
{
    /// <inheritdoc/>
    public override bool IsInvalid => handle == 0;

    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        AlsaLibrary.FreeElementListSpace(handle);
        AlsaLibrary.FreeElementList(handle);
        return true;
    }
}

/// <summary>What an element can be.</summary>
internal sealed class AlsaElementInfo() : SafeHandle(0, ownsHandle: true)
{
    /// <inheritdoc/>
    public override bool IsInvalid => handle == 0;

    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        AlsaLibrary.FreeElementInfo(handle);
        return true;
    }
}

/// <summary>What an element is.</summary>
internal sealed class AlsaElementValue() : SafeHandle(0, ownsHandle: true)
{
    /// <inheritdoc/>
    public override bool IsInvalid => handle == 0;

    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        AlsaLibrary.FreeElementValue(handle);
        return true;
    }
}

/// <summary>Something has changed on a card.</summary>
internal sealed class AlsaControlEvent() : SafeHandle(0, ownsHandle: true)
{
    /// <inheritdoc/>
    public override bool IsInvalid => handle == 0;

    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        AlsaLibrary.FreeEvent(handle);
        return true;
    }
}
