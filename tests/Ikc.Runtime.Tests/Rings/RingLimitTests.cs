// SPDX-License-Identifier: MIT
namespace Ikc.Rings;

/// <summary>Every size at every place, and a ring with no byte to spare.</summary>
public sealed unsafe class RingLimitTests
{
    private const uint SizeBytes = 4096;

    [Theory]
    [InlineData(0ul)]
    [InlineData(0xFFFF_F000ul)]
    [InlineData(0xFFFF_FFFF_FFFF_F000ul)]
    public void EverySizeFitsAtEveryPlace(ulong lap)
    {
        using var ring = new RingPair(SizeBytes);
        uint most = ring.Writer.PayloadBytesMax;
        Assert.Equal(SizeBytes / 4, RecordHeader.RecordBytes(most));
        for (uint offset = 0; offset < SizeBytes; offset += RecordHeader.Alignment)
        {
            for (uint payloadBytes = 0; payloadBytes <= most; payloadBytes++)
                WriteAndRead(ring, lap + offset, payloadBytes);
        }
    }

    private static void WriteAndRead(RingPair ring, ulong position, uint payloadBytes)
    {
        ring.MoveTo(position);
        uint recordBytes = RecordHeader.RecordBytes(payloadBytes);
        uint contiguous = SizeBytes - ring.Offset(position);
        ulong start = recordBytes > contiguous ? position + contiguous : position;
        if (ring.Writer.TryReserve(payloadBytes, out byte* payload) != RingResult.Ok || payload != ring.At(start) + RecordHeader.SizeBytes)
            Assert.Fail($"{payloadBytes} bytes at {position:x} got no room, or the wrong one");
        if (start != position && *(ulong*)ring.At(position) != RecordHeader.Commit(contiguous - 16, RecordKind.Padding, 0, 0))
            Assert.Fail($"before {payloadBytes} bytes at {position:x} stands no padding");
        ring.Writer.Commit(payloadBytes, RecordKind.Request, 0, 1, position);
        RingResult result = ring.Reader.TryRead(out Record record);
        if (result != RingResult.Ok || record.Payload != payload || record.PayloadBytes != payloadBytes || !ring.Contains(record))
            Assert.Fail($"{payloadBytes} bytes at {position:x} were read as {result}");
        ring.Reader.Advance(record.RecordBytes);
        if (ring.Reader.HasRecord || ring.Reader.Head != ring.Writer.Tail)
            Assert.Fail($"{payloadBytes} bytes at {position:x} are followed by something");
    }

    [Theory]
    [InlineData(0u)]
    [InlineData(1u)]
    [InlineData(48u)]
    [InlineData(240u)]
    [InlineData(1008u)]
    public void AFullRingHasOneHeaderLeftAtLeastAndGivesEverythingBack(uint payloadBytes)
    {
        uint recordBytes = RecordHeader.RecordBytes(payloadBytes);
        using var ring = new RingPair(SizeBytes);
        for (ulong position = 0; position < SizeBytes; position += RecordHeader.Alignment)
        {
            ring.Start(position);
            ulong written = 0;
            while (ring.Writer.TryReserve(payloadBytes, out byte* payload) == RingResult.Ok)
            {
                new Span<byte>(payload, (int)payloadBytes).Fill((byte)written);
                ring.Writer.Commit(payloadBytes, RecordKind.Reply, 0, 0, written++);
                if (written % 3 != 0)
                    ring.Writer.ClearAhead(); // spares what is not read
            }

            ulong used = ring.Writer.Tail - position;
            uint contiguous = SizeBytes - ring.Offset(position);
            ulong before = Math.Min(contiguous / recordBytes, (SizeBytes - 16) / recordBytes);
            uint padding = contiguous % recordBytes;
            ulong expected = before + ((SizeBytes - 16 - (before * recordBytes) - padding) / recordBytes);
            if (before * recordBytes + padding > SizeBytes - 16)
                expected = before; // even the padding does not fit
            Assert.Equal(expected, written);
            Assert.InRange(used, (ulong)(SizeBytes - 16 - (2 * recordBytes) + 1), SizeBytes - 16);
            for (ulong i = 0; i < written; i++)
            {
                Assert.Equal(RingResult.Ok, ring.Reader.TryRead(out Record record));
                Assert.Equal((i, payloadBytes), (record.CallId, record.PayloadBytes));
                Assert.False(new ReadOnlySpan<byte>(record.Payload, (int)payloadBytes).ContainsAnyExcept((byte)i));
                ring.Reader.Advance(record.RecordBytes);
            }

            Assert.Equal(RingResult.Empty, ring.Reader.TryRead(out _));
            Assert.Equal(ring.Writer.Tail, ring.Reader.Head);
        }
    }

    [Fact]
    public void OneHeaderIsAlwaysLeft()
    {
        using var ring = new RingPair(SizeBytes);
        for (uint i = 0; i < (SizeBytes / 16) - 1; i++)
        {
            Assert.Equal(RingResult.Ok, ring.Writer.TryReserve(0, out _));
            ring.Writer.Commit(0, RecordKind.OneWay, 0, 0, i);
        }

        Assert.Equal(RingResult.Full, ring.Writer.TryReserve(0, out byte* payload));
        Assert.True(payload == null);
        Assert.Equal(16ul, ring.Writer.WantedFor(0));
        ring.Head = 16;
        Assert.Equal(RingResult.Ok, ring.Writer.TryReserve(0, out _));
    }

    [Fact]
    public void WhatWasConsumedStaysReadableUntilItIsOverwritten()
    {
        using var ring = new RingPair(SizeBytes);
        Assert.Equal(RingResult.Ok, ring.Writer.TryReserve(100, out byte* payload));
        new Span<byte>(payload, 100).Fill(7);
        ring.Writer.Commit(100, RecordKind.Request, 0, 3, 4);
        byte[] before = new Span<byte>(ring.Ring, 128).ToArray();
        Assert.Equal(RingResult.Ok, ring.Reader.TryRead(out Record record));
        ring.Memory.MakeReadOnly(); // the reader has no right to write, and does not
        ring.Reader.Advance(record.RecordBytes);
        ring.Reader.PublishHeadFenced();
        Assert.Equal(before, new Span<byte>(ring.Ring, 128).ToArray());
        Assert.False(ring.Writer.IsDrained);
        Assert.Equal(RingResult.Ok, ring.Writer.RefreshHead());
        Assert.True(ring.Writer.IsDrained);
    }
}
