// SPDX-License-Identifier: MIT
using System.Runtime.InteropServices;

namespace Ikc.Native;

/// <summary>
/// One mapping of shared memory. Counted: reader, dispatch and leases each hold a reference, and it is unmapped only when the last one is
/// gone (PROTOCOL, rule 4).
/// </summary>
internal sealed unsafe class SharedMapping : SafeHandle
{
    private readonly Action? _unmapped;

    /// <param name="address">Where it is.</param>
    /// <param name="sizeBytes">Whole pages.</param>
    /// <param name="unmapped">Told once it is gone; on any thread, the finalizer's too.</param>
    public SharedMapping(byte* address, long sizeBytes, Action? unmapped = null)
        : base(0, ownsHandle: true)
    {
        handle = (nint)address;
        SizeBytes = sizeBytes;
        _unmapped = unmapped;
    }

    public long SizeBytes { get; }

    public override bool IsInvalid => handle == 0;

    public byte* Base => (byte*)handle;

    /// <summary>Takes a reference; false when the mapping is already being given up.</summary>
    public bool TryAddReference()
    {
        bool added = false;
        try
        {
            DangerousAddRef(ref added);
        }
        catch (ObjectDisposedException)
        {
        }

        return added;
    }

    /// <summary>Gives a reference back.</summary>
    public void ReleaseReference() => DangerousRelease();

    protected override bool ReleaseHandle()
    {
        bool done = Tmds.Linux.LibC.munmap((void*)handle, (Tmds.Linux.size_t)(ulong)SizeBytes) == 0;
        _unmapped?.Invoke();
        return done;
    }
}
