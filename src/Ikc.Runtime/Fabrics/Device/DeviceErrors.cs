// SPDX-License-Identifier: MIT
using Ikc.Native;

namespace Ikc.Fabrics.Device;

/// <summary>What the device's errors mean for a caller of Ikc.</summary>
internal static class DeviceErrors
{
    /// <summary>The status of an error that a call of a node's met.</summary>
    public static IkcStatus StatusOf(int error)
    {
        if (error == 0)
            return IkcStatus.Ok;
        if (error == Errno.AccessDenied || error == Errno.NotPermitted)
            return IkcStatus.PermissionDenied;
        if (error == Errno.NotConnected || error == Errno.Stale)
            return IkcStatus.PeerDied;
        if (error == Errno.WrongProtocol || error == Errno.ProtocolNotSupported)
            return IkcStatus.IncompatibleContract;
        if (error == Errno.IsShutDown || error == Errno.BadDescriptor)
            return IkcStatus.Closed;
        if (error == Errno.Exists)
            return IkcStatus.AlreadyServed;
        if (error == Errno.TimedOut)
            return IkcStatus.DeadlineExceeded;
        if (error == Errno.NoSpace || error == Errno.OverQuota || error == Errno.NoMemory || error == Errno.TooManyUsers
            || error == Errno.TooManyFiles || error == Errno.AudienceIsFull)
            return IkcStatus.LimitReached;
        return IkcStatus.Unavailable;
    }

    /// <summary>True for errors that pass when memory of this node's own comes back.</summary>
    public static bool IsShortage(int error) => error == Errno.NoSpace || error == Errno.OverQuota;

    public static void Check(int error, string tried)
    {
        if (error != 0)
            throw LinuxError.Exception(StatusOf(error), tried, error);
    }
}
