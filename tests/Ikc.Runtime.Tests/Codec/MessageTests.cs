// SPDX-License-Identifier: MIT
using Ikc.CompilerServices;
using MessagePack;

namespace Ikc.Codec;

/// <summary>The frame around MessagePack values, and how deep they may go.</summary>
public sealed class MessageTests
{
    [Fact]
    public void AMessageNeedsAWriterOfUnknownSize()
    {
        Assert.Throws<InvalidOperationException>(() =>
        {
            var writer = new IkcWriter(new byte[100]);
            writer.BeginMessage();
        });
    }

    [Fact]
    public void WhatStandsAroundAMessageStays()
    {
        foreach (int sizeBytes in new[] { 0, 1, 400, 500, 510, 511, 512, 513, 5_000, 200_000 })
        {
            EncodeBuffer buffer = EncodeBuffer.Rent();
            var writer = new IkcWriter(buffer);
            writer.Write(0x0102030405060708);
            for (int i = 0; i < 2; i++)
            {
                MessagePackWriter message = writer.BeginMessage();
                message.Write(new byte[sizeBytes]);
                writer.EndMessage(ref message);
                writer.WriteString("after");
            }

            var reader = new IkcReader(buffer.Memory[..writer.Length]);
            Assert.Equal(0x0102030405060708, reader.Read<long>());
            for (int i = 0; i < 2; i++)
            {
                MessagePackReader message = reader.BeginMessage();
                Assert.Equal(sizeBytes, message.ReadBytes()!.Value.Length);
                reader.EndMessage(ref message);
                Assert.Equal("after", reader.ReadString());
            }

            Assert.Equal(0, reader.Remaining);
            buffer.Return();
        }
    }

    [Fact]
    public void AMessageIsReadToItsEnd()
    {
        byte[] payload = [2, 0, 0, 0, 1, 2]; // two values where one is expected
        IkcException e = Assert.Throws<IkcException>(() =>
        {
            var reader = new IkcReader(payload);
            MessagePackReader message = reader.BeginMessage();
            message.ReadInt32();
            reader.EndMessage(ref message);
        });
        Assert.Equal(IkcStatus.ProtocolViolation, e.Status);
    }

    [Fact]
    public void AMessageIsAPrivateCopy()
    {
        byte[] payload = [1, 0, 0, 0, 5];
        var reader = new IkcReader(payload);
        MessagePackReader message = reader.BeginMessage();
        payload[4] = 6;
        Assert.Equal(5, message.ReadInt32());
        reader.EndMessage(ref message);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(64)]
    public void NestingUpToTheLimitIsRead(int depth) => Assert.Equal(depth, ReadNested(depth));

    [Theory]
    [InlineData(65)]
    [InlineData(100_000)]
    public void NestingBeyondTheLimitIsAViolation(int depth)
    {
        IkcException e = Assert.Throws<IkcException>(() => ReadNested(depth));
        Assert.Equal(IkcStatus.ProtocolViolation, e.Status);
    }

    /// <summary>Reads arrays in arrays, as generated code enters them.</summary>
    private static int ReadNested(int depth)
    {
        byte[] nested = new byte[depth];
        Array.Fill(nested, (byte)0x91); // an array of one
        nested[^1] = 0x90; // of none
        var reader = new IkcReader([.. BitConverter.GetBytes(depth), .. nested]);
        MessagePackReader message = reader.BeginMessage();
        int seen = ReadArray(ref message);
        Assert.Equal(0, message.Depth);
        reader.EndMessage(ref message);
        return seen;
    }

    private static int ReadArray(ref MessagePackReader message)
    {
        IkcMessage.Enter(ref message);
        int deepest = message.ReadArrayHeader() == 1 ? 1 + ReadArray(ref message) : 1;
        message.Depth--;
        return deepest;
    }
}
