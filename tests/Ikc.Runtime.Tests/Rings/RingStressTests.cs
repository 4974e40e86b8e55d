// SPDX-License-Identifier: MIT
using System.Runtime.InteropServices;

namespace Ikc.Rings;

/// <summary>Two threads at the two ends. What is checked is the content of each record, so time decides nothing.</summary>
public sealed unsafe class RingStressTests
{
    [Theory]
    [InlineData(4096u, 0ul, 100_000)]
    [InlineData(4096u, 0xFFFF_FFFF_FFFF_0000ul, 100_000)]
    [InlineData(65536u, 0xFFFF_0000ul, 200_000)]
    public void EverythingArrivesInOrder(uint sizeBytes, ulong position, int records)
    {
        using var ring = new RingPair(sizeBytes, position);
        string? failure = null;
        bool written = false;
        var reader = new Thread(() => Read(ring, records, ref written, ref failure));
        reader.Start();
        Write(ring, records, ref failure);
        Volatile.Write(ref written, true);
        reader.Join();
        Assert.Null(failure);
        Assert.Equal(ring.Writer.Tail, ring.Reader.Head);
    }

    private static void Write(RingPair ring, int records, ref string? failure)
    {
        var random = new Random(1);
        var wait = default(SpinWait);
        for (int i = 0; i < records; i++)
        {
            uint payloadBytes = PayloadBytes(ring, random);
            byte* payload;
            RingResult result;
            while ((result = ring.Writer.TryReserve(payloadBytes, out payload)) == RingResult.Full)
            {
                if (Volatile.Read(ref failure) is not null)
                    return;
                wait.SpinOnce(sleep1Threshold: -1);
            }

            if (result != RingResult.Ok)
            {
                Interlocked.CompareExchange(ref failure, $"record {i} got {result}", null);
                return;
            }

            Fill(new Span<byte>(payload, (int)payloadBytes), i);
            ring.Writer.Commit(payloadBytes, RecordKind.Request, (byte)i, (ushort)i, (ulong)i);
            if (i % 3 != 0)
                ring.Writer.ClearAhead();
        }
    }

    private static void Read(RingPair ring, int records, ref bool written, ref string? failure)
    {
        var random = new Random(1);
        var publishing = new Random(2);
        var wait = default(SpinWait);
        byte[] expected = new byte[ring.SizeBytes];
        for (int i = 0; i < records; i++)
        {
            uint payloadBytes = PayloadBytes(ring, random);
            RingResult result;
            Record record;
            for (bool last = false; (result = ring.Reader.TryRead(out record)) == RingResult.Empty && !last;)
            {
                last = Volatile.Read(ref written); // then one more look, and what is missing then is lost
                ring.Reader.PublishHead(); // the writer may be waiting for it
                wait.SpinOnce(sleep1Threshold: -1);
            }

            Span<byte> content = expected.AsSpan(0, (int)payloadBytes);
            Fill(content, i);
            bool same = result == RingResult.Ok && record.CallId == (ulong)i && record.Method == (ushort)i && record.Flags == (byte)i
                && record.Kind == RecordKind.Request && record.PayloadBytes == payloadBytes && ring.Contains(record)
                && content.SequenceEqual(new ReadOnlySpan<byte>(record.Payload, (int)payloadBytes));
            if (!same)
            {
                Interlocked.CompareExchange(ref failure, $"record {i} of {payloadBytes} bytes was read as {result}, {record.CallId}", null);
                return;
            }

            ring.Reader.Advance(record.RecordBytes);
            if (publishing.Next(3) == 0)
                ring.Reader.PublishHeadFenced();
        }
    }

    /// <summary>Both sides draw the same sizes: mostly small, sometimes the largest.</summary>
    private static uint PayloadBytes(RingPair ring, Random random) => random.Next(8) switch
    {
        0 => (uint)random.Next((int)ring.Writer.PayloadBytesMax + 1),
        1 => ring.Writer.PayloadBytesMax,
        _ => (uint)random.Next(65),
    };

    private static void Fill(Span<byte> payload, int record)
    {
        uint value = (uint)record * 2654435761;
        foreach (ref ulong word in MemoryMarshal.Cast<byte, ulong>(payload))
            word = value++ * 0x1_0000_0001ul;
        payload[(payload.Length & ~7)..].Fill((byte)record);
    }
}
