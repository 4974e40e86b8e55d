// SPDX-License-Identifier: MIT
using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Ikc.Fabrics.Local;

/// <summary>A node's row as bytes: the same in its file and in its hello.</summary>
internal static class RowCodec
{
    private const uint Magic = 0x4E434B49; // "IKCN"

    /// <summary>Encodes a row; LimitReached when it is too large.</summary>
    public static byte[] Encode(NodeRow row)
    {
        var writer = new ArrayBufferWriter<byte>(256);
        WriteUInt32(writer, Magic);
        WriteUInt16(writer, LinkWire.Major);
        WriteUInt16(writer, LinkWire.Minor);
        WriteUInt32(writer, (uint)row.State);
        WriteUInt32(writer, (uint)row.Identity.Instance);
        WriteUInt32(writer, row.Identity.Node);
        WriteUInt64(writer, row.Identity.Epoch);
        WriteUInt16(writer, checked((ushort)row.Services.Count));
        foreach (ServiceRow service in row.Services)
        {
            WriteName(writer, service.Name);
            WriteName(writer, service.ContractId);
            WriteUInt16(writer, checked((ushort)service.BaseIds.Count));
            foreach (string id in service.BaseIds)
                WriteName(writer, id);
            if (writer.WrittenCount > LocalLimits.RowBytesMax)
                throw new IkcException(IkcStatus.LimitReached, $"A node's services may take {LocalLimits.RowBytesMax} bytes in its row.");
        }

        return writer.WrittenSpan.ToArray();
    }

    /// <summary>Decodes untrusted bytes; what a newer minor version adds at the end is passed over.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> bytes, out NodeRow? row)
    {
        row = null;
        var cursor = new WireCursor(bytes);
        if (cursor.ReadUInt32() != Magic || cursor.ReadUInt16() != LinkWire.Major)
            return false;
        _ = cursor.ReadUInt16();
        uint state = cursor.ReadUInt32();
        var identity = new NodeIdentity((int)cursor.ReadUInt32(), cursor.ReadUInt32(), cursor.ReadUInt64());
        int count = cursor.ReadUInt16();
        var services = new List<ServiceRow>();
        for (int i = 0; i < count && !cursor.IsBroken; i++)
        {
            string name = cursor.ReadName();
            string contract = cursor.ReadName();
            int bases = cursor.ReadUInt16();
            var baseIds = new List<string>();
            for (int k = 0; k < bases && !cursor.IsBroken; k++)
                baseIds.Add(cursor.ReadName());
            services.Add(new ServiceRow(name, contract, baseIds));
        }

        if (cursor.IsBroken || state > (uint)NodeState.Dead || identity.Instance < 0)
            return false;
        row = new NodeRow(identity, (NodeState)state, services);
        return true;
    }

    /// <summary>Whether a text can stand in a row.</summary>
    public static bool IsName(string? text) =>
        text is not null && Encoding.UTF8.GetByteCount(text) is > 0 and <= LocalLimits.NameBytesMax;

    private static void WriteUInt16(ArrayBufferWriter<byte> writer, ushort value)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(writer.GetSpan(sizeof(ushort)), value);
        writer.Advance(sizeof(ushort));
    }

    private static void WriteUInt32(ArrayBufferWriter<byte> writer, uint value)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(writer.GetSpan(sizeof(uint)), value);
        writer.Advance(sizeof(uint));
    }

    private static void WriteUInt64(ArrayBufferWriter<byte> writer, ulong value)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(writer.GetSpan(sizeof(ulong)), value);
        writer.Advance(sizeof(ulong));
    }

    private static void WriteName(ArrayBufferWriter<byte> writer, string text)
    {
        int length = Encoding.UTF8.GetByteCount(text);
        WriteUInt16(writer, (ushort)length);
        writer.Advance(Encoding.UTF8.GetBytes(text, writer.GetSpan(length)));
    }
}
