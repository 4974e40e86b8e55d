// SPDX-License-Identifier: MIT
using System.Runtime.InteropServices;
using System.Text;
using Tmds.Linux;
using static Tmds.Linux.LibC;

namespace Ikc.Native;

/// <summary>Unix sockets that keep messages apart. None blocks, raises a signal or is inherited. Errors come back as numbers.</summary>
internal static unsafe class LocalSocket
{
    /// <summary>Bytes of a socket's path that the kernel takes, without the zero.</summary>
    public const int PathBytesMax = 107;

    private const int SendTriesMax = 64;

    public static FileDescriptor Create()
    {
        int number = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
        if (number < 0)
            throw LinuxError.Exception("No socket", LinuxError.Last);
        return new FileDescriptor(number);
    }

    /// <summary>Two joined ends for bells: a stream, so that one read empties many rings.</summary>
    public static void CreatePair(out FileDescriptor first, out FileDescriptor second)
    {
        int* ends = stackalloc int[2];
        if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, ends) != 0)
            throw LinuxError.Exception("No socket pair", LinuxError.Last);
        first = new FileDescriptor(ends[0]);
        second = new FileDescriptor(ends[1]);
    }

    /// <summary>Binds under the path, for the owner alone, and listens.</summary>
    public static int Listen(FileDescriptor socket, string path, int backlog)
    {
        using FileDescriptor.Hold held = socket.Use();
        sockaddr_un address;
        int length = Fill(&address, path);
        mode_t ownerOnly = 0b110_000_000;
        if (fchmod(held.Number, ownerOnly) != 0 || bind(held.Number, (sockaddr*)&address, length) != 0
            || listen(held.Number, backlog) != 0)
            return LinuxError.Last;
        return 0;
    }

    /// <summary>Connects. EAGAIN means that the listener's queue is full; nothing tells when it is not.</summary>
    public static int Connect(FileDescriptor socket, string path)
    {
        using FileDescriptor.Hold held = socket.Use();
        sockaddr_un address;
        int length = Fill(&address, path);
        while (connect(held.Number, (sockaddr*)&address, length) != 0)
        {
            if (LinuxError.Last != EINTR)
                return LinuxError.Last;
        }

        return 0;
    }

    /// <summary>Takes a waiting connection.</summary>
    /// <returns>0 and the socket, or the error.</returns>
    public static int Accept(FileDescriptor listener, out FileDescriptor? accepted)
    {
        using FileDescriptor.Hold held = listener.Use();
        int number = accept4(held.Number, null, null, SOCK_CLOEXEC | SOCK_NONBLOCK);
        accepted = number < 0 ? null : new FileDescriptor(number);
        return number < 0 ? LinuxError.Last : 0;
    }

    /// <summary>The user on the other end when it connected, or began to listen.</summary>
    public static bool TryGetPeerUser(FileDescriptor socket, out uint userId)
    {
        using FileDescriptor.Hold held = socket.Use();
        ucred credentials = default;
        socklen_t length = sizeof(ucred);
        bool known = getsockopt(held.Number, SOL_SOCKET, SO_PEERCRED, &credentials, &length) == 0;
        userId = (uint)credentials.uid;
        return known;
    }

    /// <summary>Ends both directions; whoever sleeps on either end wakes.</summary>
    public static void Shutdown(FileDescriptor socket)
    {
        using FileDescriptor.Hold held = socket.Use();
        _ = shutdown(held.Number, SHUT_RDWR);
    }

    /// <summary>Sends one byte that carries nothing: a ring. Allocates nothing.</summary>
    /// <returns>0 or the error.</returns>
    public static int SendByte(FileDescriptor socket)
    {
        using FileDescriptor.Hold held = socket.Use();
        byte ring = 1;
        int error = 0;
        for (int tries = 0; tries < SendTriesMax; tries++)
        {
            if ((long)send(held.Number, &ring, 1, MSG_DONTWAIT | MSG_NOSIGNAL) >= 0)
                return 0;
            error = LinuxError.Last;
            if (error != EINTR && error != ENOBUFS && error != ENOMEM)
                break;
            _ = sched_yield(); // a lost ring can be a sleep without end, and kernel memory comes back
        }

        return error;
    }

    /// <summary>Whether a descriptor that somebody passed is a socket of this kernel's on which bytes can be sent.</summary>
    public static bool IsLocalStream(FileDescriptor socket)
    {
        using FileDescriptor.Hold held = socket.Use();
        int family;
        int type;
        socklen_t length = sizeof(int);
        return getsockopt(held.Number, SOL_SOCKET, SO_DOMAIN, &family, &length) == 0 && family == AF_UNIX
            && getsockopt(held.Number, SOL_SOCKET, SO_TYPE, &type, &length) == 0 && type == SOCK_STREAM;
    }

    /// <summary>Empties a stream end of its rings.</summary>
    public static void DrainBytes(FileDescriptor socket)
    {
        const int Size = 256;
        const int ReadsMax = 16;
        byte* rings = stackalloc byte[Size];
        using FileDescriptor.Hold held = socket.Use();
        for (int round = 0; round < ReadsMax; round++)
        {
            long length = recv(held.Number, rings, Size, MSG_DONTWAIT);
            if (length < Size && !(length < 0 && LinuxError.Last == EINTR))
                return;
        }
    }

    /// <summary>Sends one message, with a descriptor when one is given.</summary>
    /// <returns>0 or the error.</returns>
    public static int Send(FileDescriptor socket, ReadOnlySpan<byte> message, FileDescriptor? passed)
    {
        using FileDescriptor.Hold held = socket.Use();
        using FileDescriptor.Hold heldPassed = passed is null ? default : passed.Use();
        fixed (byte* bytes = message)
        {
            iovec part = new() { iov_base = bytes, iov_len = message.Length };
            msghdr header = default;
            header.msg_iov = &part;
            header.msg_iovlen = 1;
            ControlHeader* control = stackalloc ControlHeader[2];
            if (passed is not null)
            {
                header.msg_control = control;
                header.msg_controllen = (int)ControlHeader.Space(sizeof(int));
                control->LengthBytes = (ulong)sizeof(ControlHeader) + sizeof(int);
                control->Level = SOL_SOCKET;
                control->Type = SCM_RIGHTS;
                *(int*)(control + 1) = heldPassed.Number;
            }

            while ((long)sendmsg(held.Number, &header, MSG_DONTWAIT | MSG_NOSIGNAL) < 0)
            {
                if (LinuxError.Last != EINTR)
                    return LinuxError.Last;
            }

            return 0;
        }
    }

    /// <summary>Takes one message. A zero length is the end.</summary>
    /// <param name="socket">From where.</param>
    /// <param name="buffer">Where it goes.</param>
    /// <param name="received">How long it is, and what came with it. Surplus descriptors are closed already.</param>
    /// <returns>0 or the error.</returns>
    public static int Receive(FileDescriptor socket, Span<byte> buffer, out ReceivedMessage received)
    {
        const int ControlBytes = 64; // room for more descriptors than any message has, so that the surplus is seen and closed
        received = default;
        using FileDescriptor.Hold held = socket.Use();
        fixed (byte* bytes = buffer)
        {
            iovec part = new() { iov_base = bytes, iov_len = buffer.Length };
            byte* control = stackalloc byte[ControlBytes];
            msghdr header = default;
            header.msg_iov = &part;
            header.msg_iovlen = 1;
            header.msg_control = control;
            header.msg_controllen = ControlBytes;
            long length;
            while ((length = recvmsg(held.Number, &header, MSG_DONTWAIT | MSG_CMSG_CLOEXEC)) < 0)
            {
                if (LinuxError.Last != EINTR)
                    return LinuxError.Last;
            }

            received.LengthBytes = (int)length;
            received.IsBroken = (header.msg_flags & (MSG_TRUNC | MSG_CTRUNC)) != 0;
            TakeDescriptors(new ReadOnlySpan<byte>(control, (int)(uint)header.msg_controllen), ref received);
            return 0;
        }
    }

    private static void TakeDescriptors(ReadOnlySpan<byte> control, ref ReceivedMessage received)
    {
        while (control.Length >= sizeof(ControlHeader))
        {
            ControlHeader part = MemoryMarshal.Read<ControlHeader>(control);
            int partBytes = (int)Math.Min((ulong)control.Length, part.LengthBytes);
            ReadOnlySpan<int> numbers = MemoryMarshal.Cast<byte, int>(control[sizeof(ControlHeader)..partBytes]);
            control = control[(int)Math.Min((ulong)control.Length, ControlHeader.Space((ulong)(partBytes - sizeof(ControlHeader))))..];
            if (part.Level != SOL_SOCKET || part.Type != SCM_RIGHTS)
                continue;
            foreach (int number in numbers)
            {
                var descriptor = new FileDescriptor(number);
                if (received.Descriptor is null && !received.IsBroken)
                {
                    received.Descriptor = descriptor;
                    continue;
                }

                descriptor.Dispose();
                received.IsBroken = true;
            }
        }
    }

    private static int Fill(sockaddr_un* address, string path)
    {
        *address = default;
        address->sun_family = AF_UNIX;
        var room = new Span<byte>((byte*)address + sizeof(ushort), PathBytesMax);
        int length = Encoding.UTF8.GetBytes(path, room);
        return sizeof(ushort) + length + 1;
    }

    /// <summary>
    /// struct cmsghdr of a 64-bit kernel; its data follows. (Tmds.LibC's CMSG_LEN counts the padding in, and so one descriptor too many.)
    /// </summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct ControlHeader
    {
        public ulong LengthBytes;
        public int Level;
        public int Type;

        public static ulong Space(ulong dataBytes) => (ulong)sizeof(ControlHeader) + (dataBytes + 7) / 8 * 8;
    }
}
