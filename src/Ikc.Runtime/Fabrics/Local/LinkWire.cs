// SPDX-License-Identifier: MIT
using System.Buffers.Binary;
using System.Text;

namespace Ikc.Fabrics.Local;

/// <summary>
/// The messages of a link. Each begins with eight bytes: verb (16 bits), zero (16 bits), length of what follows (32 bits). Little-endian.
/// </summary>
internal static class LinkWire
{
    /// <summary>Changes when an older side could not understand a newer one; the sides must agree.</summary>
    public const ushort Major = 1;

    /// <summary>Changes when verbs are added or get longer; the older side passes over what it does not know.</summary>
    public const ushort Minor = 0;

    public const int HeaderBytes = 8;
    public const int OfferBytes = 16;
    public const int BellBytes = 4;
    public const int StatusBytes = 4;

    private const uint Magic = 0x4C434B49; // "IKCL"
    private const int HelloFixedBytes = 8;

    public static byte[] Hello(ReadOnlySpan<byte> row)
    {
        byte[] message = Make(LinkVerb.Hello, HelloFixedBytes + row.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(message.AsSpan(HeaderBytes), Magic);
        BinaryPrimitives.WriteUInt16LittleEndian(message.AsSpan(HeaderBytes + 4), Major);
        BinaryPrimitives.WriteUInt16LittleEndian(message.AsSpan(HeaderBytes + 6), Minor);
        row.CopyTo(message.AsSpan(HeaderBytes + HelloFixedBytes));
        return message;
    }

    public static byte[] Offer(ulong tag, long sizeBytes)
    {
        byte[] message = Make(LinkVerb.Offer, OfferBytes);
        BinaryPrimitives.WriteUInt64LittleEndian(message.AsSpan(HeaderBytes), tag);
        BinaryPrimitives.WriteInt64LittleEndian(message.AsSpan(HeaderBytes + 8), sizeBytes);
        return message;
    }

    public static byte[] Bell(int number)
    {
        byte[] message = Make(LinkVerb.Bell, BellBytes);
        BinaryPrimitives.WriteInt32LittleEndian(message.AsSpan(HeaderBytes), number);
        return message;
    }

    public static byte[] TakeOver(string serviceName)
    {
        int length = Encoding.UTF8.GetByteCount(serviceName);
        byte[] message = Make(LinkVerb.TakeOver, sizeof(ushort) + length);
        BinaryPrimitives.WriteUInt16LittleEndian(message.AsSpan(HeaderBytes), (ushort)length);
        Encoding.UTF8.GetBytes(serviceName, message.AsSpan(HeaderBytes + sizeof(ushort)));
        return message;
    }

    public static byte[] Status(LinkVerb verb, IkcStatus status)
    {
        byte[] message = Make(verb, StatusBytes);
        BinaryPrimitives.WriteUInt32LittleEndian(message.AsSpan(HeaderBytes), (uint)status);
        return message;
    }

    public static byte[] Goodbye() => Make(LinkVerb.Goodbye, 0);

    /// <summary>Takes the header off; false when the lengths do not agree.</summary>
    public static bool TryOpen(ReadOnlySpan<byte> message, out LinkVerb verb, out ReadOnlySpan<byte> payload)
    {
        verb = default;
        payload = default;
        if (message.Length < HeaderBytes)
            return false;
        verb = (LinkVerb)BinaryPrimitives.ReadUInt16LittleEndian(message);
        payload = message[HeaderBytes..];
        return BinaryPrimitives.ReadUInt32LittleEndian(message[4..]) == payload.Length;
    }

    /// <summary>Reads a hello: IncompatibleContract for another major version, ProtocolViolation for what is none.</summary>
    public static IkcStatus ReadHello(ReadOnlySpan<byte> payload, out ushort minor, out NodeRow? row)
    {
        var cursor = new WireCursor(payload);
        row = null;
        uint magic = cursor.ReadUInt32();
        ushort major = cursor.ReadUInt16();
        minor = cursor.ReadUInt16();
        if (cursor.IsBroken || magic != Magic)
            return IkcStatus.ProtocolViolation;
        if (major != Major)
            return IkcStatus.IncompatibleContract;
        return RowCodec.TryDecode(cursor.Left, out row) ? IkcStatus.Ok : IkcStatus.ProtocolViolation;
    }

    /// <summary>A status of the wire; one that this version does not know is Unavailable.</summary>
    public static IkcStatus ReadStatus(ReadOnlySpan<byte> payload)
    {
        var status = (IkcStatus)new WireCursor(payload).ReadUInt32();
        return status <= IkcStatus.Unavailable ? status : IkcStatus.Unavailable;
    }

    private static byte[] Make(LinkVerb verb, int payloadBytes)
    {
        byte[] message = new byte[HeaderBytes + payloadBytes];
        BinaryPrimitives.WriteUInt16LittleEndian(message, (ushort)verb);
        BinaryPrimitives.WriteInt32LittleEndian(message.AsSpan(4), payloadBytes);
        return message;
    }
}
