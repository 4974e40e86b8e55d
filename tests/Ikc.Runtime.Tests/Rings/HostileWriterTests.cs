// SPDX-License-Identifier: MIT
using System.Runtime.InteropServices;

namespace Ikc.Rings;

/// <summary>
/// Whatever stands in a ring, its reader finds records wholly inside it, nothing, or a violation. The ring stands between guard pages
/// and is mapped read-only, so that any other access ends the test's process.
/// </summary>
public sealed unsafe class HostileWriterTests
{
    private const uint SizeBytes = 4096;
    private const ulong Committed = 1ul << 31;

    [Theory]
    [InlineData(4096u, 20_000)]
    [InlineData(65536u, 2_000)]
    public void RandomBytesDoNoHarm(uint sizeBytes, int seeds)
    {
        using var ring = new RingPair(sizeBytes);
        int[] results = new int[4];
        for (int seed = 0; seed < seeds; seed++)
        {
            var random = new Random(seed);
            ring.Memory.MakeWritable();
            Spoil(ring, random);
            ring.Memory.MakeReadOnly();
            RingPair.HeadOf(ref ring.Reader) = (ulong)random.NextInt64(long.MinValue, long.MaxValue) & ~15ul;
            if (random.Next(4) == 0)
                RingPair.HeadOf(ref ring.Reader) |= sizeBytes - 16; // the last place of the ring
            ReadAll(ring, seed, results);
        }

        ring.Memory.MakeWritable();
        Assert.All([RingResult.Ok, RingResult.Empty, RingResult.Violation], result => Assert.True(results[(int)result] > 100));
    }

    /// <summary>Random words, most of them nearly right.</summary>
    private static void Spoil(RingPair ring, Random random)
    {
        var words = new Span<ulong>(ring.Ring, (int)(ring.SizeBytes / sizeof(ulong)));
        if (random.Next(4) == 0)
        {
            random.NextBytes(MemoryMarshal.AsBytes(words));
            return;
        }

        uint[] lengths =
        [
            0, 1, 15, 16, 17, (ring.SizeBytes / 4) - 17, (ring.SizeBytes / 4) - 16, (ring.SizeBytes / 4) - 15,
            ring.SizeBytes - 32, ring.SizeBytes - 16, ring.SizeBytes - 15, ring.SizeBytes,
            (1u << 28) - 32, (1u << 28) - 16, (1u << 28) - 1,
        ];
        for (int i = 0; i < words.Length; i++)
        {
            uint length = random.Next(3) switch
            {
                0 => lengths[random.Next(lengths.Length)],
                1 => (uint)random.Next((int)ring.SizeBytes / 4),
                _ => ring.SizeBytes - ((uint)i * sizeof(ulong)) - (uint)random.Next(15, 18), // around what padding has
            };
            words[i] = (length & ((1u << 28) - 1)) | ((ulong)random.Next(4) << 32) | ((ulong)random.Next(1 << 24) << 40);
            words[i] |= random.Next(8) != 0 ? Committed : 0;
            words[i] = random.Next(16) == 0 ? 0 : words[i];
        }
    }

    private static void ReadAll(RingPair ring, int seed, int[] results)
    {
        // A ring holds that many records at most; a reader that goes on for ever would be found by the count.
        for (int i = 0; i < ring.SizeBytes / 16 * 2; i++)
        {
            RingResult result = ring.Reader.TryRead(out Record record);
            results[(int)result]++;
            if (result != RingResult.Ok)
            {
                Assert.True(result is RingResult.Empty or RingResult.Violation);
                return;
            }

            if (!ring.Contains(record) || record.Kind <= RecordKind.Padding)
                Assert.Fail($"seed {seed}: {record.RecordBytes} bytes at {record.Payload - 16 - ring.Ring}, kind {record.Kind}");
            _ = new ReadOnlySpan<byte>(record.Payload, (int)record.PayloadBytes).IndexOf((byte)seed); // touches them
            ring.Reader.Advance(record.RecordBytes);
        }
    }

    [Fact]
    public void EveryLengthAtEveryPlaceIsInsideOrAViolation()
    {
        using var ring = new RingPair(SizeBytes);
        for (uint offset = 0; offset < SizeBytes; offset += 16)
        {
            for (uint payloadBytes = 0; payloadBytes <= SizeBytes + 64; payloadBytes++)
            {
                RingResult result = ReadOne(ring, offset, Committed | (2ul << 32) | payloadBytes, out Record record);
                uint recordBytes = (payloadBytes + 31) & ~15u;
                bool legal = recordBytes <= SizeBytes / 4 && offset + recordBytes <= SizeBytes;
                if (result != (legal ? RingResult.Ok : RingResult.Violation) || (legal && !ring.Contains(record)))
                    Assert.Fail($"{payloadBytes} bytes at {offset}: {result}");
            }
        }
    }

    [Fact]
    public void OnlyPaddingThatReachesExactlyToTheEndIsPassed()
    {
        using var ring = new RingPair(SizeBytes);
        for (uint offset = 16; offset < SizeBytes; offset += 16)
        {
            for (uint payloadBytes = 0; payloadBytes <= SizeBytes + 64; payloadBytes++)
            {
                RingResult result = ReadOne(ring, offset, Committed | (1ul << 32) | payloadBytes, out _);
                bool legal = ((payloadBytes + 31) & ~15u) == SizeBytes - offset;
                if (result != (legal ? RingResult.Empty : RingResult.Violation))
                    Assert.Fail($"padding of {payloadBytes} bytes at {offset}: {result}");
                Assert.Equal(legal ? SizeBytes : offset, ring.Reader.Head);
            }
        }
    }

    [Theory]
    [InlineData(0x0000_0000_0000_0001ul)] // a length, not committed
    [InlineData(0x0000_0002_0000_0010ul)] // a kind and a length, not committed
    [InlineData(0xFFFF_FFFF_7FFF_FFFFul)] // all but the bit
    [InlineData(0x0000_0000_8000_0000ul)] // committed, of no kind
    [InlineData(0x0000_0001_8000_0000ul)] // padding of 16 bytes, in the middle
    [InlineData(0x0000_0001_8000_0FF0ul)] // padding of a whole ring, from the middle
    [InlineData(0xCCCC_CCCC_CCCC_CCCCul)]
    [InlineData(0xFFFF_FFFF_FFFF_FFFFul)]
    public void GarbageIsAViolation(ulong commit)
    {
        using var ring = new RingPair(SizeBytes);
        Assert.Equal(RingResult.Violation, ReadOne(ring, 2048, commit, out _));
        Assert.Equal(2048ul, ring.Reader.Head);
    }

    [Fact]
    public void PaddingDoesNotFollowPadding()
    {
        using var ring = new RingPair(SizeBytes);
        *(ulong*)ring.Ring = RecordHeader.Commit(SizeBytes - 16, RecordKind.Padding, 0, 0);
        Assert.Equal(RingResult.Violation, ReadOne(ring, SizeBytes - 16, RecordHeader.Commit(0, RecordKind.Padding, 0, 0), out _));
        *(ulong*)ring.Ring = RecordHeader.Commit(0, RecordKind.Padding, 0, 0);
        Assert.Equal(RingResult.Violation, ReadOne(ring, SizeBytes - 16, RecordHeader.Commit(0, RecordKind.Padding, 0, 0), out _));

        // Nor when the second one comes after the first was passed.
        *(ulong*)ring.Ring = 0;
        Assert.Equal(RingResult.Empty, ReadOne(ring, SizeBytes - 16, RecordHeader.Commit(0, RecordKind.Padding, 0, 0), out _));
        *(ulong*)ring.Ring = RecordHeader.Commit(SizeBytes - 16, RecordKind.Padding, 0, 0);
        Assert.Equal(RingResult.Violation, ring.Reader.TryRead(out _));
    }

    [Fact]
    public void WordsThatChangeWhileTheyAreReadDoNoHarm()
    {
        using var ring = new RingPair(SizeBytes);
        ring.Memory.Bytes.Clear();
        bool stop = false;
        var attacker = new Thread(() =>
        {
            var random = new Random(3);
            ulong[] commits =
            [
                RecordHeader.Commit(0, RecordKind.Request, 0, 0), RecordHeader.Commit(1008, RecordKind.Request, 0, 0),
                RecordHeader.Commit(SizeBytes, RecordKind.Request, 0, 0), RecordHeader.Commit(0, RecordKind.Padding, 0, 0),
                RecordHeader.Commit(SizeBytes - 16, RecordKind.Padding, 0, 0), ulong.MaxValue, 0,
            ];
            while (!Volatile.Read(ref stop))
            {
                Volatile.Write(ref *(ulong*)(ring.Ring + SizeBytes - 16), commits[random.Next(commits.Length)]);
                Volatile.Write(ref *(ulong*)ring.Ring, commits[random.Next(commits.Length)]);
            }
        });
        attacker.Start();
        try
        {
            for (int i = 0; i < 2_000_000; i++)
            {
                RingPair.HeadOf(ref ring.Reader) = (i & 1) == 0 ? SizeBytes - 16 : 0;
                RingResult result = ring.Reader.TryRead(out Record record);
                if (result == RingResult.Ok && !ring.Contains(record))
                    Assert.Fail($"round {i}: a record of {record.RecordBytes} bytes at {record.Payload - 16 - ring.Ring}");
            }
        }
        finally
        {
            Volatile.Write(ref stop, true);
            attacker.Join();
        }
    }

    private static RingResult ReadOne(RingPair ring, uint offset, ulong commit, out Record record)
    {
        if (offset != 0)
            *(ulong*)(ring.Ring + offset) = commit;
        RingPair.HeadOf(ref ring.Reader) = offset;
        if (offset == 0)
            *(ulong*)ring.Ring = commit;
        return ring.Reader.TryRead(out record);
    }
}
