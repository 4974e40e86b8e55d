// SPDX-License-Identifier: MIT
using System.Buffers.Binary;
using Ikc.CompilerServices;

namespace Ikc.Codec;

/// <summary>The bytes that section 11 of PROTOCOL.md promises to peers in other languages, and the values that it refuses.</summary>
public sealed class WireBytesTests
{
    [Theory]
    [InlineData("int", "04030201")]
    [InlineData("boolean", "01")]
    [InlineData("decimal", "07000000 00000000 00000000 00000280")] // -0.07
    [InlineData("datetime", "0080B5F7F57F9F08 01")] // the Unix epoch, in UTC
    [InlineData("offset", "0080B5F7F57F9F08 C4FF")] // the same at an hour west
    [InlineData("timespan", "FFFFFFFFFFFFFFFF")]
    [InlineData("date", "3AF90A00")] // the Unix epoch is day 719162
    [InlineData("time", "8096980000000000")] // a second
    [InlineData("guid", "33221100 5544 7766 8899AABBCCDDEEFF")]
    [InlineData("string", "03000000 C3BC61")]
    [InlineData("null string", "FFFFFFFF")]
    [InlineData("span", "02000000 00000000 0100 0200")]
    [InlineData("span after a byte", "FF 01000000 000000 0300")]
    [InlineData("null array", "FF FFFFFFFF")]
    [InlineData("empty array", "FF 00000000 000000")]
    public void BytesAreThoseOfTheProtocol(string what, string expected)
    {
        EncodeBuffer buffer = EncodeBuffer.Rent();
        var writer = new IkcWriter(buffer);
        Write(ref writer, what);
        string bytes = Convert.ToHexString(buffer.Memory[..writer.Length]);
        buffer.Return();
        Assert.Equal(expected.Replace(" ", "", StringComparison.Ordinal), bytes);
    }

    private static void Write(ref IkcWriter writer, string what)
    {
        var epoch = DateTime.UnixEpoch;
        switch (what)
        {
            case "int": writer.Write(0x01020304); break;
            case "boolean": writer.WriteBoolean(true); break;
            case "decimal": writer.WriteDecimal(-0.07m); break;
            case "datetime": writer.WriteDateTime(epoch); break;
            case "offset":
                writer.WriteDateTimeOffset(new DateTimeOffset(new DateTime(epoch.Ticks), TimeSpan.FromHours(-1)));
                break;
            case "timespan": writer.WriteTimeSpan(new TimeSpan(-1)); break;
            case "date": writer.WriteDateOnly(DateOnly.FromDateTime(epoch)); break;
            case "time": writer.WriteTimeOnly(new TimeOnly(0, 0, 1)); break;
            case "guid": writer.Write(Guid.Parse("00112233-4455-6677-8899-aabbccddeeff")); break;
            case "string": writer.WriteString("üa"); break;
            case "null string": writer.WriteString(null); break;
            case "span": writer.WriteSpan<short>([1, 2]); break;
            case "span after a byte":
                writer.Write((byte)255);
                writer.WriteSpan<short>([3]);
                break;
            case "null array":
                writer.Write((byte)255);
                writer.WriteArray<long>(null);
                break;
            case "empty array":
                writer.Write((byte)255);
                writer.WriteArray<long>([]);
                break;
            default: throw new ArgumentException(what);
        }
    }

    [Theory]
    [InlineData("61FF62", "a\uFFFDb")]
    [InlineData("C3", "\uFFFD")] // cut within a character
    [InlineData("C0AF", "\uFFFD\uFFFD")] // overlong
    [InlineData("EDA080", "\uFFFD\uFFFD\uFFFD")] // half of a surrogate pair
    [InlineData("F4908080", "\uFFFD\uFFFD\uFFFD\uFFFD")] // beyond the last character
    public void WhatIsNoUtf8IsReplaced(string bytes, string expected)
    {
        foreach (int copies in new[] { 1, 200 }) // short strings and long ones take different ways
        {
            byte[] text = Convert.FromHexString(string.Concat(Enumerable.Repeat(bytes + "2C", copies)));
            var reader = new IkcReader([.. BitConverter.GetBytes(text.Length), .. text]);
            Assert.Equal(string.Concat(Enumerable.Repeat(expected + ",", copies)), reader.ReadString());
        }
    }

    [Fact]
    public void HalfASurrogatePairIsWrittenAsItsReplacement()
    {
        EncodeBuffer buffer = EncodeBuffer.Rent();
        var writer = new IkcWriter(buffer);
        writer.WriteString("a\uD800");
        var reader = new IkcReader(buffer.Memory[..writer.Length]);
        Assert.Equal("a\uFFFD", reader.ReadString());
        buffer.Return();
    }

    [Theory]
    [InlineData(1u)]
    [InlineData(3u)]
    [InlineData(0x0FFF_FFFFu)]
    [InlineData(0x1000_0000u)] // times 16 is 2^32
    [InlineData(0x1000_0001u)]
    [InlineData(0x2000_0000u)]
    [InlineData(0x7FFF_FFFFu)]
    [InlineData(0x8000_0000u)]
    [InlineData(0xFFFF_FFFEu)]
    public void ACountBeyondThePayloadIsAViolation(uint count)
    {
        byte[] payload = [.. BitConverter.GetBytes(count), .. new byte[4]];
        AssertViolation(payload, static (scoped ref reader) => reader.ReadSpan<Guid>().ToArray());
        AssertViolation(payload, static (scoped ref reader) => reader.ReadArray<UInt128>());
        AssertViolation(payload, static (scoped ref reader) => reader.ReadSpan<long>().ToArray());
        if (count > 4)
        {
            AssertViolation(payload, static (scoped ref reader) => reader.ReadString());
            AssertViolation(payload, static (scoped ref reader) => reader.ReadArray<byte>());
            AssertViolation(payload, static (scoped ref reader) => reader.BeginMessage().End);
        }
    }

    [Fact]
    public void NullIsNoSpanAndNoMessage()
    {
        byte[] payload = [0xFF, 0xFF, 0xFF, 0xFF, 1, 2, 3];
        var reader = new IkcReader(payload);
        Assert.True(reader.ReadSpan<long>().IsEmpty);
        Assert.Equal(3, reader.Remaining);
        AssertViolation(payload, static (scoped ref reader) => reader.BeginMessage().End);
    }

    [Fact]
    public void ASpanIsLentWhereItLies()
    {
        byte[] payload = [9, 2, 0, 0, 0, 0, 0, 0, 1, 0, 2, 0];
        var reader = new IkcReader(payload);
        Assert.Equal(9, reader.Read<byte>());
        ReadOnlySpan<short> span = reader.ReadSpan<short>();
        payload[8] = 7;
        Assert.Equal([7, 2], span.ToArray());
    }

    [Fact]
    public void EveryFlagOfADecimalIsChecked()
    {
        for (int bit = 0; bit < 32; bit++)
        {
            byte[] payload = new byte[16];
            BinaryPrimitives.WriteUInt32LittleEndian(payload.AsSpan(12), 1u << bit);
            if (bit is 31 or >= 16 and <= 20)
                Assert.Equal(0m, new IkcReader(payload).ReadDecimal());
            else
                AssertViolation(payload, static (scoped ref reader) => reader.ReadDecimal());
        }

        for (int scale = 0; scale < 256; scale++)
        {
            byte[] payload = new byte[16];
            payload[14] = (byte)scale;
            if (scale <= 28)
                Assert.Equal(scale, new IkcReader(payload).ReadDecimal().Scale);
            else
                AssertViolation(payload, static (scoped ref reader) => reader.ReadDecimal());
        }
    }

    [Fact]
    public void TimesBeyondTheirTypesAreViolations()
    {
        long last = DateTime.MaxValue.Ticks;
        foreach (long ticks in new[] { -1, last + 1, long.MinValue, long.MaxValue })
        {
            AssertViolation([.. BitConverter.GetBytes(ticks), 0], static (scoped ref reader) => reader.ReadDateTime());
            for (int minutes = -840; minutes <= 840; minutes += 840)
                AssertViolation(Offset(ticks, minutes), static (scoped ref reader) => reader.ReadDateTimeOffset());
        }

        for (int kind = 3; kind < 256; kind++)
            AssertViolation([.. BitConverter.GetBytes(0L), (byte)kind], static (scoped ref reader) => reader.ReadDateTime());
        foreach (int minutes in new[] { -841, 841, short.MinValue, short.MaxValue })
            AssertViolation(Offset(last / 2, minutes), static (scoped ref reader) => reader.ReadDateTimeOffset());
        AssertViolation(Offset(0, 1), static (scoped ref reader) => reader.ReadDateTimeOffset()); // in UTC before the first tick
        AssertViolation(Offset(last, -1), static (scoped ref reader) => reader.ReadDateTimeOffset());
        foreach (int day in new[] { -1, DateOnly.MaxValue.DayNumber + 1, int.MinValue, int.MaxValue })
            AssertViolation(BitConverter.GetBytes(day), static (scoped ref reader) => reader.ReadDateOnly());
        foreach (long ticks in new[] { -1, TimeOnly.MaxValue.Ticks + 1, long.MinValue })
            AssertViolation(BitConverter.GetBytes(ticks), static (scoped ref reader) => reader.ReadTimeOnly());
    }

    [Fact]
    public void EveryByteButZeroIsTrue()
    {
        for (int value = 0; value < 256; value++)
            Assert.Equal(value != 0, new IkcReader([(byte)value]).ReadBoolean());
    }

    private static byte[] Offset(long ticks, int minutes) => [.. BitConverter.GetBytes(ticks), .. BitConverter.GetBytes((short)minutes)];

    private static void AssertViolation(byte[] payload, Decode decode)
    {
        IkcException e = Assert.Throws<IkcException>(() =>
        {
            var reader = new IkcReader(payload);
            return decode(ref reader);
        });
        Assert.Equal((IkcStatus.ProtocolViolation, CallFate.MaybeExecuted), (e.Status, e.Fate));
    }
}
