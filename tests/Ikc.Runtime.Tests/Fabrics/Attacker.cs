// SPDX-License-Identifier: MIT
using Ikc.Fabrics.Local;
using Ikc.Native;
using Tmds.Linux;

namespace Ikc.Fabrics;

/// <summary>A bare socket to a node, which can say whatever it likes.</summary>
internal sealed unsafe class Attacker : IDisposable
{
    private Attacker(string victim)
    {
        Socket = LocalSocket.Create();
        int error = LocalSocket.Connect(Socket, victim);
        if (error != 0)
            throw LinuxError.Exception("The victim cannot be reached", error);
    }

    public FileDescriptor Socket { get; }

    public static Attacker Connect(TemporaryDomain domain, NodeIdentity victim) =>
        new(Path.Combine(domain.Path, NodeFileNames.Socket(victim)));

    /// <summary>Connects and says hello under another node's name.</summary>
    public static Attacker Join(TemporaryDomain domain, TestNode victim, NodeIdentity as_, ushort minor = 0)
    {
        Attacker attacker = Connect(domain, victim.Self);
        byte[] hello = Hello(as_, minor);
        Assert.Equal(0, attacker.Send(hello));
        Assert.Equal(LinkVerb.Hello, attacker.ReadVerb());
        return attacker;
    }

    public static byte[] Hello(NodeIdentity node, ushort minor = 0, ushort major = LinkWire.Major)
    {
        byte[] hello = LinkWire.Hello(RowCodec.Encode(new NodeRow(node, NodeState.Serving, [])));
        BitConverter.TryWriteBytes(hello.AsSpan(LinkWire.HeaderBytes + 4), major);
        BitConverter.TryWriteBytes(hello.AsSpan(LinkWire.HeaderBytes + 6), minor);
        return hello;
    }

    /// <summary>A message of any verb, with zeros.</summary>
    public static byte[] Message(int verb, int payloadBytes = 0)
    {
        byte[] message = new byte[LinkWire.HeaderBytes + payloadBytes];
        BitConverter.TryWriteBytes(message, (ushort)verb);
        BitConverter.TryWriteBytes(message.AsSpan(4), payloadBytes);
        return message;
    }

    public int Send(byte[] message, FileDescriptor? passed = null) => LocalSocket.Send(Socket, message, passed);

    /// <summary>Sends a message with the same descriptor several times over.</summary>
    public void SendMany(byte[] message, FileDescriptor passed, int count)
    {
        using FileDescriptor.Hold socket = Socket.Use();
        using FileDescriptor.Hold held = passed.Use();
        fixed (byte* bytes = message)
        {
            ulong* control = stackalloc ulong[64];
            iovec part = new() { iov_base = bytes, iov_len = message.Length };
            msghdr header = default;
            header.msg_iov = &part;
            header.msg_iovlen = 1;
            header.msg_control = control;
            header.msg_controllen = 16 + (count * sizeof(int) + 7) / 8 * 8;
            control[0] = (ulong)(16 + count * sizeof(int));
            ((int*)control)[2] = LibC.SOL_SOCKET;
            ((int*)control)[3] = LibC.SCM_RIGHTS;
            for (int i = 0; i < count; i++)
                ((int*)control)[4 + i] = held.Number;
            Assert.Equal(message.Length, (long)LibC.sendmsg(socket.Number, &header, LibC.MSG_NOSIGNAL));
        }
    }

    /// <summary>The next message's verb; null at the end.</summary>
    public LinkVerb? ReadVerb() => Read() is { } message ? (LinkVerb)BitConverter.ToUInt16(message) : null;

    /// <summary>The next message; null at the end.</summary>
    public byte[]? Read()
    {
        byte[] buffer = new byte[LocalLimits.MessageBytesMax];
        while (true)
        {
            int error = LocalSocket.Receive(Socket, buffer, out ReceivedMessage received);
            received.Descriptor?.Dispose();
            if (error == 0)
                return received.LengthBytes == 0 ? null : buffer[..received.LengthBytes];
            if (error == Errno.TryAgain && Polling.WaitReadable(Socket, null, TestNode.PatienceNs) == 0)
                throw new TimeoutException("The victim does not answer.");
        }
    }

    public void Dispose() => Socket.Dispose();
}
