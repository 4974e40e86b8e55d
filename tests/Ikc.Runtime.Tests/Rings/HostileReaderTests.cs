// SPDX-License-Identifier: MIT
namespace Ikc.Rings;

/// <summary>A head is believed only between the last one seen and the tail.</summary>
public sealed unsafe class HostileReaderTests
{
    private const uint SizeBytes = 4096;

    [Theory]
    [InlineData(0ul)]
    [InlineData(0xFFFF_FE00ul)]
    [InlineData(0x7FFF_FFFF_FFFF_FE00ul)]
    [InlineData(0xFFFF_FFFF_FFFF_FE00ul)]
    public void AHeadOutsideWhatIsUnreadIsAViolation(ulong position)
    {
        using var ring = new RingPair(SizeBytes, position);
        var random = new Random(4);
        ulong unread = 0;
        while (unread < 2048)
        {
            Assert.Equal(RingResult.Ok, ring.Writer.TryReserve(48, out _));
            ring.Writer.Commit(48, RecordKind.Request, 0, 0, 0);
            unread = ring.Writer.Tail - position;
        }

        RingWriter before = ring.Writer;
        ulong[] distances =
        [
            0, 1, 16, unread - 1, unread, unread + 1, SizeBytes, 1ul << 32, 1ul << 63, ulong.MaxValue, ulong.MaxValue - 15,
        ];
        for (int i = 0; i < 10_000; i++)
        {
            ulong distance = i < distances.Length ? distances[i]
                : i % 2 == 0 ? (ulong)random.NextInt64(long.MinValue, long.MaxValue) : (ulong)random.Next((int)(2 * unread));
            ring.Writer = before;
            ring.Head = position + distance;
            Assert.Equal(distance <= unread ? RingResult.Ok : RingResult.Violation, ring.Writer.RefreshHead());
            Assert.Equal(distance <= unread ? position + distance : position, RingPair.HeadSeenOf(ref ring.Writer));
        }
    }

    [Fact]
    public void AHeadDoesNotGoBack()
    {
        using var ring = new RingPair(SizeBytes);
        for (int i = 0; i < 4; i++)
        {
            Assert.Equal(RingResult.Ok, ring.Writer.TryReserve(48, out _));
            ring.Writer.Commit(48, RecordKind.Request, 0, 0, 0);
        }

        ring.Head = 128;
        Assert.Equal(RingResult.Ok, ring.Writer.RefreshHead());
        ring.Head = 64;
        Assert.Equal(RingResult.Violation, ring.Writer.RefreshHead());
    }

    /// <summary>Any head at any time: a violation, or room that is inside the ring.</summary>
    [Theory]
    [InlineData(0ul)]
    [InlineData(0xFFFF_FFFF_FFFF_F800ul)]
    public void RandomHeadsDoNoHarm(ulong position)
    {
        using var ring = new RingPair(SizeBytes, position);
        int violations = 0;
        int records = 0;
        for (int seed = 0; seed < 20_000; seed++)
        {
            var random = new Random(seed);
            ring.Start(position);
            for (int i = 0; i < 100; i++)
            {
                uint payloadBytes = (uint)random.Next((int)ring.Writer.PayloadBytesMax + 1);
                RingResult result = ring.Writer.TryReserve(payloadBytes, out byte* payload);
                if (result == RingResult.Violation)
                {
                    Assert.True(payload == null);
                    violations++;
                    break;
                }

                if (result == RingResult.Ok)
                {
                    Assert.True(payload >= ring.Ring + 16 && payload + payloadBytes <= ring.Ring + SizeBytes, $"seed {seed}");
                    new Span<byte>(payload, (int)payloadBytes).Fill((byte)i);
                    ring.Writer.Commit(payloadBytes, RecordKind.Request, 0, 0, 0);
                    if (random.Next(2) == 0)
                        ring.Writer.ClearAhead();
                    records++;
                }

                ulong unread = ring.Writer.Tail - RingPair.HeadSeenOf(ref ring.Writer);
                Assert.True(unread <= SizeBytes, $"seed {seed}: more than a ring is unread");
                ring.Head = random.Next(40) == 0
                    ? (ulong)random.NextInt64(long.MinValue, long.MaxValue)
                    : RingPair.HeadSeenOf(ref ring.Writer) + (ulong)random.NextInt64((long)unread + 1); // of any alignment
            }
        }

        Assert.True(violations > 1_000 && records > 100_000, $"{violations} violations, {records} records");
    }
}
