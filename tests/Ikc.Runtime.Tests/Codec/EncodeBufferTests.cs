// SPDX-License-Identifier: MIT
using System.Buffers;
using Ikc.CompilerServices;
using Ikc.Rings;

namespace Ikc.Codec;

/// <summary>The growing buffer: its limit, and what a thread keeps of it.</summary>
public sealed class EncodeBufferTests
{
    [Fact]
    public void ItGrowsAndKeepsWhatItHas()
    {
        var buffer = new EncodeBuffer();
        var writer = new IkcWriter(buffer);
        for (int i = 0; i < 100_000; i++)
            writer.Write(i);
        buffer.Length = writer.Length;
        Assert.Equal(400_000, buffer.Length);
        var reader = new IkcReader(buffer.Written);
        for (int i = 0; i < 100_000; i++)
            Assert.Equal(i, reader.Read<int>());
    }

    [Theory]
    [InlineData(Limits.PayloadBytesMax, 1)]
    [InlineData(Limits.PayloadBytesMax - 100, 101)]
    [InlineData(0, int.MaxValue)]
    [InlineData(Limits.PayloadBytesMax, int.MaxValue)]
    public void BeyondTheLimitItIsTooLarge(int length, int more)
    {
        var buffer = new EncodeBuffer { Length = length };
        Assert.Equal(IkcStatus.TooLarge, Assert.Throws<IkcException>(() => buffer.Reserve(more)).Status);
    }

    [Fact]
    public void NobodyAdvancesBeyondItsEnd()
    {
        var buffer = new EncodeBuffer();
        IBufferWriter<byte> writer = buffer;
        int room = writer.GetSpan().Length;
        Assert.Throws<ArgumentOutOfRangeException>(() => writer.Advance(room + 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => writer.Advance(-1));
        writer.Advance(room);
        Assert.Equal(room, buffer.Length);
        Assert.True(writer.GetMemory(1000).Length >= 1000);
        Assert.NotEqual(0, writer.GetSpan(0).Length);
    }

    [Fact]
    public void AThreadKeepsAFewSmallOnes()
    {
        Exception? failure = null;
        var thread = new Thread(() => failure = Xunit.Record.Exception(RentAndReturn)); // a new one has nothing yet
        thread.Start();
        thread.Join();
        Assert.Null(failure);
    }

    private static void RentAndReturn()
    {
        EncodeBuffer[] rented = [.. Enumerable.Range(0, 20).Select(_ => EncodeBuffer.Rent())];
        rented[0].Reserve(1 << 20);
        rented[0].Length = 5;
        foreach (EncodeBuffer buffer in rented)
            buffer.Return();
        Assert.True(rented[0].Memory.Length < 1 << 16);
        EncodeBuffer[] again = [.. Enumerable.Range(0, 20).Select(_ => EncodeBuffer.Rent())];
        Assert.Equal(8, again.Intersect(rented).Count());
        Assert.Equal(20, again.Distinct().Count());
        Assert.All(again, buffer => Assert.Equal(0, buffer.Length));
    }
}
