// SPDX-License-Identifier: MIT
using System.Numerics;
using Ikc.Rings;

namespace Ikc.Layout;

/// <summary>Rule 17: with every credit's largest reply outstanding, wherever that begins, the reply ring is never full.</summary>
public sealed unsafe class ReplyRingTests : IDisposable
{
    private static readonly uint s_ringBytesMax = AreaHeaders.ReplyRingBytes(Limits.CallSlotsMax, Limits.ReplyRecordBytesMax);

    private readonly GuardedMemory _memory = new(s_ringBytesMax);

    public void Dispose() => _memory.Dispose();

    [Fact]
    public void TheSizeIsThatOfTheProtocol()
    {
        for (uint slots = 1; slots <= Limits.CallSlotsMax; slots++)
        {
            for (uint recordBytes = Limits.ReplyRecordBytesMin; recordBytes <= Limits.ReplyRecordBytesMax; recordBytes += 16)
            {
                ulong credits = ((ulong)slots * recordBytes) + 16;
                ulong least = Math.Max(Math.Max(credits + (credits / 3) + 16, 4ul * recordBytes), 4096);
                uint ring = AreaHeaders.ReplyRingBytes(slots, recordBytes);
                if (ring < least || ring / 2 >= least || !BitOperations.IsPow2(ring) || ring > Limits.RingBytesMax)
                    Assert.Fail($"{slots} replies of {recordBytes} bytes get a ring of {ring}, not of {least}");
            }
        }
    }

    [Theory]
    [InlineData(64u)]
    [InlineData(80u)]
    [InlineData(96u)]
    [InlineData(336u)]
    [InlineData(1008u)]
    [InlineData(1024u)]
    [InlineData(1040u)]
    [InlineData(4096u)]
    [InlineData(16400u)]
    [InlineData(65520u)]
    [InlineData(65536u)]
    public void AllRepliesFitWhereverTheyBegin(uint recordBytes)
    {
        var random = new Random(8);
        for (uint slots = 1; slots <= Limits.CallSlotsMax; slots++)
        {
            uint ringBytes = AreaHeaders.ReplyRingBytes(slots, recordBytes);
            if (ringBytes <= 8192)
            {
                for (uint offset = 0; offset < ringBytes; offset += 16)
                    FillWith(slots, recordBytes, ringBytes, offset);
                continue;
            }

            // The worst places: padding one header short of a record, after each number of replies.
            for (int i = 0; i < 6; i++)
            {
                uint before = (uint)random.Next((int)slots);
                FillWith(slots, recordBytes, ringBytes, ringBytes - (before * recordBytes) - (recordBytes - 16));
                FillWith(slots, recordBytes, ringBytes, (uint)random.Next((int)ringBytes / 16) * 16);
            }
        }
    }

    private void FillWith(uint slots, uint recordBytes, uint ringBytes, ulong offset)
    {
        ulong head = offset;
        var writer = new RingWriter(_memory.Base, ringBytes, &head);
        RingPair.TailOf(ref writer) = offset;
        RingPair.HeadSeenOf(ref writer) = offset;
        for (uint i = 0; i < slots; i++)
        {
            if (writer.TryReserve(recordBytes - 16, out _) != RingResult.Ok)
                Assert.Fail($"{slots} replies of {recordBytes} bytes from {offset}: number {i} does not fit a ring of {ringBytes}");
            writer.Commit(recordBytes - 16, RecordKind.Reply, 0, 0, i);
        }
    }

    /// <summary>
    /// Credits that come and go: replies of any size, of which the oldest are read now and then; a head never passes padding before the
    /// record behind it.
    /// </summary>
    [Fact]
    public void NeverFullWhileCreditsAreKept()
    {
        int paddings = 0;
        for (int seed = 0; seed < 400; seed++)
        {
            var random = new Random(seed);
            uint slots = (uint)random.Next(1, random.Next(2) == 0 ? 9 : Limits.CallSlotsMax + 1);
            uint recordBytes = (uint)random.Next(4, random.Next(2) == 0 ? 20 : 129) * 16;
            uint ringBytes = AreaHeaders.ReplyRingBytes(slots, recordBytes);
            ulong head = 0;
            var writer = new RingWriter(_memory.Base, ringBytes, &head);
            *(ulong*)_memory.Base = 0;
            var ends = new Queue<ulong>();
            for (int step = 0; step < 4_000; step++)
            {
                if (ends.Count == slots || (ends.Count > 0 && random.Next(5) == 0))
                {
                    for (int i = random.Next(1, ends.Count + 1); i > 0; i--)
                        head = ends.Dequeue();
                }

                uint payloadBytes = random.Next(3) == 0 ? (uint)random.Next((int)recordBytes - 15) : recordBytes - 16;
                ulong before = writer.Tail;
                if (writer.TryReserve(payloadBytes, out _) != RingResult.Ok)
                    Assert.Fail($"seed {seed}, step {step}: no room for {payloadBytes} bytes, {ends.Count} of {slots} replies outstanding");
                paddings += writer.Tail != before ? 1 : 0;
                writer.Commit(payloadBytes, RecordKind.Reply, 0, 0, 0);
                ends.Enqueue(writer.Tail);
            }
        }

        Assert.True(paddings > 1_000, $"only {paddings} paddings");
    }
}
