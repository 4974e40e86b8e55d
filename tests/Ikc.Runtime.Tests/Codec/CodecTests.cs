// SPDX-License-Identifier: MIT
using Ikc.CompilerServices;
using Ikc.Rings;

namespace Ikc.Codec;

/// <summary>
/// What was written is read again; what is cut off or made up is a violation and nothing else. Payloads end at a page that nobody may
/// touch.
/// </summary>
public sealed unsafe class CodecTests : IDisposable
{
    private readonly GuardedMemory _memory = new(65536);

    public void Dispose() => _memory.Dispose();

    [Fact]
    public void EveryEdgeComesBack()
    {
        foreach (Kind kind in Kinds.All)
        {
            foreach (object? edge in kind.Edges)
                CheckRoundTrip([kind], [edge], kind.Name);
        }
    }

    [Fact]
    public void RandomArgumentsComeBack()
    {
        for (int seed = 0; seed < 20_000; seed++)
        {
            var random = new Random(seed);
            (Kind[] kinds, object?[] values) = RandomArguments(random);
            CheckRoundTrip(kinds, values, $"seed {seed}: {string.Join(", ", kinds.Select(kind => kind.Name))}");
        }
    }

    private void CheckRoundTrip(Kind[] kinds, object?[] values, string what)
    {
        byte[] bytes = Encode(kinds, values);
        var reader = new IkcReader(AtTheEnd(bytes));
        object?[] again = Decode(kinds, ref reader);
        Assert.True(reader.Remaining == 0, $"{reader.Remaining} bytes are left of {what}");
        Assert.Equal(values, again);
        Assert.True(bytes.AsSpan().SequenceEqual(Encode(kinds, again)), $"the bytes differ: {what}"); // NaNs, kinds of times, -0.0
        if (kinds.Any(kind => kind.Name == "message"))
            return;

        // In place: room for exactly that, then for a byte less.
        byte[] place = new byte[bytes.Length];
        var writer = new IkcWriter(place);
        Write(ref writer, kinds, values);
        Assert.True(writer.Length == bytes.Length && place.AsSpan().SequenceEqual(bytes), $"in place other bytes are written: {what}");
        if (bytes.Length > 0)
            Assert.Throws<InvalidOperationException>(() => WriteInPlace(new byte[bytes.Length - 1], kinds, values));
    }

    private static void WriteInPlace(byte[] place, Kind[] kinds, object?[] values)
    {
        var writer = new IkcWriter(place);
        Write(ref writer, kinds, values);
    }

    [Fact]
    public void ACutPayloadIsAViolation()
    {
        for (int seed = 0; seed < 400; seed++)
        {
            var random = new Random(seed);
            (Kind[] kinds, object?[] values) = RandomArguments(random);
            if (seed < Kinds.All.Count)
                (kinds, values) = ([Kinds.All[seed]], [Kinds.All[seed].Random(random)]);
            byte[] bytes = Encode(kinds, values);
            for (int length = 0; length < bytes.Length; length++)
            {
                if (!IsViolation(kinds, AtTheEnd(bytes.AsSpan(0, length)), out string? failure))
                    Assert.Fail($"seed {seed}, {length} of {bytes.Length} bytes: {failure ?? "was read"}");
            }
        }
    }

    [Fact]
    public void EachEdgeCutAnywhereIsAViolation()
    {
        foreach (Kind kind in Kinds.All)
        {
            foreach (object? edge in kind.Edges)
            {
                byte[] bytes = Encode([Kinds.All[0], kind], [(byte)1, edge]);
                for (int length = 0; length < bytes.Length; length++)
                {
                    if (!IsViolation([Kinds.All[0], kind], AtTheEnd(bytes.AsSpan(0, length)), out string? failure))
                        Assert.Fail($"{kind.Name}, {edge}, {length} of {bytes.Length} bytes: {failure ?? "was read"}");
                }
            }
        }
    }

    [Fact]
    public void MadeUpBytesAreAValueOrAViolation()
    {
        int violations = 0;
        int values = 0;
        byte[] bytes = new byte[512];
        for (int seed = 0; seed < 200_000; seed++)
        {
            var random = new Random(seed);
            Span<byte> payload = bytes.AsSpan(0, random.Next(random.Next(2) == 0 ? 40 : bytes.Length));
            random.NextBytes(payload);
            for (int i = random.Next(12); i > 0 && payload.Length >= 4; i--)
                BitConverter.TryWriteBytes(payload[random.Next(payload.Length - 3)..], Count(random));
            Kind kind = Kinds.All[seed % Kinds.All.Count];
            Kind[] kinds = random.Next(2) == 0 ? [kind] : [Kinds.All[random.Next(Kinds.All.Count)], kind];
            if (IsViolation(kinds, AtTheEnd(payload), out string? failure))
                violations++;
            else if (failure is null)
                values++;
            else
                Assert.Fail($"seed {seed}, {string.Join(", ", kinds.Select(each => each.Name))}: {failure}");
        }

        Assert.True(violations > 10_000 && values > 10_000, $"{violations} violations, {values} values");
    }

    private static uint Count(Random random) => random.Next(5) switch
    {
        0 => uint.MaxValue - (uint)random.Next(2),
        1 => (1u << random.Next(32)) - (uint)random.Next(2),
        _ => (uint)random.Next(64),
    };

    /// <summary>Whether reading ends with the one exception that it may end with; another one is the failure.</summary>
    private static bool IsViolation(Kind[] kinds, ReadOnlySpan<byte> payload, out string? failure)
    {
        failure = null;
        var reader = new IkcReader(payload);
        try
        {
            Decode(kinds, ref reader);
        }
        catch (IkcException e) when (e is { Status: IkcStatus.ProtocolViolation, Fate: CallFate.MaybeExecuted })
        {
            return true;
        }
        catch (Exception e)
        {
            failure = e.ToString();
        }

        return false;
    }

    private static (Kind[] Kinds, object?[] Values) RandomArguments(Random random)
    {
        var kinds = new Kind[random.Next(9)];
        var values = new object?[kinds.Length];
        for (int i = 0; i < kinds.Length; i++)
        {
            kinds[i] = Kinds.All[random.Next(Kinds.All.Count)];
            values[i] = kinds[i].Value(random);
        }

        return (kinds, values);
    }

    private static byte[] Encode(Kind[] kinds, object?[] values)
    {
        EncodeBuffer buffer = EncodeBuffer.Rent();
        buffer.Memory.Fill(0xCC); // what an earlier call left
        var writer = new IkcWriter(buffer);
        Write(ref writer, kinds, values);
        byte[] bytes = buffer.Memory[..writer.Length].ToArray();
        buffer.Return();
        return bytes;
    }

    private static void Write(ref IkcWriter writer, Kind[] kinds, object?[] values)
    {
        for (int i = 0; i < kinds.Length; i++)
            kinds[i].Write(ref writer, values[i]);
    }

    private static object?[] Decode(Kind[] kinds, ref IkcReader reader)
    {
        var values = new object?[kinds.Length];
        for (int i = 0; i < kinds.Length; i++)
            values[i] = kinds[i].Read(ref reader);
        return values;
    }

    private ReadOnlySpan<byte> AtTheEnd(ReadOnlySpan<byte> bytes)
    {
        Span<byte> place = _memory.Bytes[^bytes.Length..];
        bytes.CopyTo(place);
        return place;
    }
}
