// SPDX-License-Identifier: MIT
using Tmds.Linux;

namespace Ikc.Native;

/// <summary>The error numbers that the layers above tell apart.</summary>
internal static class Errno
{
    public static int NoSuchFile => LibC.ENOENT;

    public static int Interrupted => LibC.EINTR;

    public static int BadDescriptor => LibC.EBADF;

    public static int TryAgain => LibC.EAGAIN;

    public static int NoMemory => LibC.ENOMEM;

    public static int AccessDenied => LibC.EACCES;

    public static int NoBuffers => LibC.ENOBUFS;

    public static int ConnectionAborted => LibC.ECONNABORTED;

    public static int ConnectionReset => LibC.ECONNRESET;

    public static int ConnectionRefused => LibC.ECONNREFUSED;

    /// <summary>More descriptors are on their way between this user's processes than it may have open.</summary>
    public static int TooManyUnderWay => LibC.ETOOMANYREFS;

    public static int Exists => LibC.EEXIST;

    public static int NotConnected => LibC.ENOTCONN;

    public static int TimedOut => LibC.ETIMEDOUT;

    public static int NoSpace => LibC.ENOSPC;

    public static int OverQuota => LibC.EDQUOT;

    public static int IsShutDown => LibC.ESHUTDOWN;

    public static int WrongProtocol => LibC.EPROTO;

    public static int ProtocolNotSupported => LibC.EPROTONOSUPPORT;

    public static int TooManyUsers => LibC.EUSERS;

    public static int TooManyFiles => LibC.ENFILE;

    public static int AudienceIsFull => LibC.EMFILE;

    public static int NotPermitted => LibC.EPERM;

    public static int Stale => LibC.ESTALE;

    public static int NoDevice => LibC.ENODEV;
}
