// SPDX-License-Identifier: MIT
using System.Runtime.InteropServices;

namespace Ikc.Native;

/// <summary>
/// A descriptor that is closed once, and not while another thread is inside a system call with it: a number that was closed and given
/// out again would reach the wrong file.
/// </summary>
internal sealed class FileDescriptor : SafeHandle
{
    public FileDescriptor(int number)
        : base(-1, ownsHandle: true) => handle = number;

    public override bool IsInvalid => handle < 0;

    /// <summary>Holds it open for the length of a using block. Allocates nothing unless it is already closed.</summary>
    public Hold Use()
    {
        if (IsClosed)
            return default;
        bool added = false;
        try
        {
            DangerousAddRef(ref added);
        }
        catch (ObjectDisposedException)
        {
        }

        return new Hold(added ? this : null);
    }

    protected override bool ReleaseHandle()
    {
        // On Linux the descriptor is gone even after EINTR.
        _ = Tmds.Linux.LibC.close((int)handle);
        return true;
    }

    internal readonly ref struct Hold(FileDescriptor? held)
    {
        /// <summary>The number, or -1 when it is closed: every system call then answers EBADF.</summary>
        public int Number => held is null ? -1 : (int)held.handle;

        public void Dispose() => held?.DangerousRelease();
    }
}
