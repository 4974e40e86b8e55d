// SPDX-License-Identifier: MIT
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Ikc.Rings;

namespace Ikc.Layout;

/// <summary>What a peer's area header may say. One that is accepted describes memory inside the area, whatever its bytes are.</summary>
public sealed unsafe class AreaHeadersTests
{
    private const ulong Epoch = 0x1122_3344_5566_7788;
    private const long AreaBytes = 16 * AreaLayout.PageBytes;

    private static readonly ulong[] s_edges =
    [
        0, 1, 15, 16, 48, 63, 64, 65, 72, 80, 127, 128, 129, 511, 512, 513, 4095, 4096, 4097, 8191, 8192, 8193, 12288, 16384, 32768,
        57344, 57345, 61440, 65535, 65536, 65537, 65552, 131072, 524287, 524288, 524289, 1 << 28, (1 << 28) + 1, 1 << 29,
        int.MaxValue, 1ul << 31, uint.MaxValue, 1ul << 32, (1ul << 32) + 4096, long.MaxValue, 1ul << 63, ulong.MaxValue - 4095,
        ulong.MaxValue,
    ];

    private static AreaHeader Sane => new()
    {
        Magic = AreaHeader.MagicValue,
        VersionMajor = Wire.VersionMajor,
        VersionMinor = Wire.VersionMinor,
        HeaderBytes = AreaHeader.SizeBytes,
        Epoch = Epoch,
        Kind = (uint)AreaKind.Connect,
        ChannelKey = 1,
        ConnectionKey = 1,
        RingOffset = AreaLayout.RingOffset,
        RingBytes = 8 * AreaLayout.PageBytes,
        HandshakeOffset = AreaLayout.RingOffset + (8 * AreaLayout.PageBytes),
        HandshakeBytes = 100,
        Bell = 1,
        SummaryIndex = 2,
        CallSlots = 4,
        ReplyRecordBytes = 1024,
    };

    [Fact]
    public void EveryBitOfTheCommonFieldsCounts()
    {
        using var area = new GuardedMemory(2 * AreaLayout.PageBytes);
        AreaHeader sane = Sane;
        for (int bit = -1; bit < AreaHeader.SizeBytes * 8; bit++)
        {
            *(AreaHeader*)area.Base = sane;
            if (bit >= 0)
                area.Base[bit / 8] ^= (byte)(1 << (bit % 8));
            int field = bit / 8;
            uint headerBytes = *(uint*)(area.Base + 0x0C);
            bool expected = bit < 0 || (field is not (< 0x08 or (>= 0x18 and < 0x20)) && headerBytes is >= 128 and <= 4096);
            RingResult result = AreaHeaders.TryCopy(area.Base, area.SizeBytes, Epoch, out AreaHeader copy);
            Assert.True(result == (expected ? RingResult.Ok : RingResult.Violation), $"bit {bit}: {result}");
            if (result == RingResult.Ok)
                Assert.True(new Span<byte>(&copy, sizeof(AreaHeader)).SequenceEqual(area.Bytes[..sizeof(AreaHeader)]));
        }
    }

    [Theory]
    [InlineData(0L)]
    [InlineData(127L)]
    [InlineData(128L)]
    [InlineData(4096L)]
    [InlineData(8191L)]
    [InlineData(-1L)]
    [InlineData(long.MinValue)]
    public void AnAreaTooSmallIsNotEvenLookedAt(long sizeBytes) =>
        Assert.Equal(RingResult.Violation, AreaHeaders.TryCopy(null, sizeBytes, Epoch, out _));

    [Fact]
    public void OnlyTheMajorVersionAndTheFeaturesRefuse()
    {
        AreaHeader header = Sane;
        header.VersionMinor = ushort.MaxValue;
        Assert.True(AreaHeaders.IsKnownVersion(header));
        for (int major = 0; major <= ushort.MaxValue; major++)
        {
            header.VersionMajor = (ushort)major;
            Assert.Equal(major == Wire.VersionMajor, AreaHeaders.IsKnownVersion(header));
        }

        for (int bit = 0; bit < 64; bit++)
            Assert.False(AreaHeaders.IsKnownVersion(Sane with { Features = 1ul << bit }));
    }

    [Fact]
    public void ASaneHeaderIsAccepted()
    {
        Assert.True(AreaHeaders.IsKnownVersion(Sane) && AreaHeaders.HasSaneRing(Sane, AreaBytes) && AreaHeaders.HasSaneCredits(Sane));
        AreaHeader largest = Sane with { RingBytes = Limits.RingBytesMax, HandshakeOffset = 0, HandshakeBytes = 0 };
        Assert.True(AreaHeaders.HasSaneRing(largest, AreaLayout.RingOffset + (long)Limits.RingBytesMax));
        Assert.False(AreaHeaders.HasSaneRing(largest, AreaLayout.RingOffset + (long)Limits.RingBytesMax - AreaLayout.PageBytes));
        Assert.True(AreaHeaders.HasSaneCredits(Sane with { CallSlots = 512, ReplyRecordBytes = 65536 }));
        Assert.True(AreaHeaders.HasSaneCredits(Sane with { CallSlots = 1, ReplyRecordBytes = 64 }));
    }

    /// <summary>Each field at each edge, alone and with each other field at each edge, against the rules written out.</summary>
    [Fact]
    public void WhatIsAcceptedIsInsideTheArea()
    {
        int accepted = 0;
        int refused = 0;
        int[] fields = [0x38, 0x40, 0x48, 0x50, 0x58, 0x5C, 0x60, 0x64];
        foreach (int first in fields)
        {
            foreach (int second in fields)
            {
                foreach (ulong value in s_edges)
                {
                    foreach (ulong other in s_edges)
                    {
                        AreaHeader header = Sane;
                        Set(ref header, first, value);
                        Set(ref header, second, other);
                        if (Check(header, AreaBytes))
                            accepted++;
                        else
                            refused++;
                    }
                }
            }
        }

        Assert.True(accepted > 1_000 && refused > 10_000, $"{accepted} accepted, {refused} refused");
    }

    [Fact]
    public void RandomHeadersAreHeldToTheSameRules()
    {
        var random = new Random(7);
        int accepted = 0;
        for (int round = 0; round < 300_000; round++)
        {
            AreaHeader header = Sane;
            Span<byte> bytes = MemoryMarshal.AsBytes(new Span<AreaHeader>(ref header));
            if (round % 8 == 0)
                random.NextBytes(bytes);
            for (int i = random.Next(3); i > 0; i--)
                bytes[random.Next(0x38, 0x68)] = (byte)random.Next(256);
            if (random.Next(4) == 0)
                Set(ref header, 0x38 + (4 * random.Next(12)), s_edges[random.Next(s_edges.Length)]);
            accepted += Check(header, (2 + random.Next(40)) * (long)AreaLayout.PageBytes) ? 1 : 0;
        }

        Assert.InRange(accepted, 1_000, 299_000);
    }

    private static void Set(ref AreaHeader header, int offset, ulong value)
    {
        ref byte place = ref Unsafe.Add(ref Unsafe.As<AreaHeader, byte>(ref header), offset);
        if (offset < 0x58 && offset % 8 == 0)
            Unsafe.WriteUnaligned(ref place, value);
        else
            Unsafe.WriteUnaligned(ref place, (uint)value);
    }

    /// <summary>Compares with the rules of the protocol, in arithmetic that cannot overflow.</summary>
    private static bool Check(in AreaHeader header, long areaBytes)
    {
        UInt128 size = (UInt128)areaBytes;
        bool handshake = header.HandshakeBytes <= 512 * 1024 && (UInt128)header.HandshakeOffset + header.HandshakeBytes <= size;
        bool ring = handshake && header.RingBytes is >= 4096 and <= 1 << 28 && BitOperations.PopCount(header.RingBytes) == 1
            && header.RingOffset >= 8192 && header.RingOffset % 4096 == 0 && (UInt128)header.RingOffset + header.RingBytes <= size
            && header.SummaryIndex < 4096 && header.Bell <= 65535;
        bool credits = header.CallSlots is >= 1 and <= 512
            && header.ReplyRecordBytes is >= 64 and <= 65536 && header.ReplyRecordBytes % 16 == 0;
        string text = $"ring {header.RingOffset:x}+{header.RingBytes:x}, handshake {header.HandshakeOffset:x}+{header.HandshakeBytes:x}, "
            + $"area {areaBytes:x}, bell {header.Bell:x}, index {header.SummaryIndex:x}, "
            + $"credits {header.CallSlots} * {header.ReplyRecordBytes}";
        if (AreaHeaders.HasSaneHandshake(header, areaBytes) != handshake)
            Assert.Fail($"handshake should be {handshake}: {text}");
        if (AreaHeaders.HasSaneRing(header, areaBytes) != ring)
            Assert.Fail($"ring should be {ring}: {text}");
        if (AreaHeaders.HasSaneCredits(header) != credits)
            Assert.Fail($"credits should be {credits}: {text}");
        return ring && credits;
    }
}
