// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Ikc.C;

/// <summary>The client in C#: every method once and more, each result compared with what was sent.</summary>
public static class CrossClient
{
    /// <summary>Makes all calls, with values drawn from a seed.</summary>
    /// <exception cref="InvalidDataException">A result is not what it must be; the message names the expression.</exception>
    public static async Task CallAsync(ICross client, int seed)
    {
        var random = new Random(seed);
        byte[] bytes = new byte[1 << 20];
        random.NextBytes(bytes);
        for (int i = 0; i < 20; i++)
            await CallWithValuesAsync(client, random, bytes.AsMemory(i * 64), i);

        foreach (int size in (int[])[0, 1, 5000, 70000, 1 << 20])
            CallWithBlocks(client, bytes.AsSpan(0, size));

        for (int i = 1; i <= 1000; i++)
            client.Post(i);
        Expect(client.Posted(), 500500);
        IkcException failed = Failure(() => client.Fail());
        Expect((failed.Status, failed.Fate), (IkcStatus.Faulted, CallFate.Executed));
    }

    private static async Task CallWithValuesAsync(ICross client, Random random, ReadOnlyMemory<byte> bytes, int i)
    {
        Every every = MemoryMarshal.Read<Every>(bytes.Span) with { G = i, H = (Half)i };
        every.J.X = i * 0.5;
        Expect(client.Struct(every), every);
        (bool, char, Guid, decimal, DateTime) kinds = (i % 2 == 0, (char)i, Guid.NewGuid(), -i / 3m, new DateTime(random.NextInt64(1L << 60), DateTimeKind.Utc));
        Expect(client.Kinds(kinds.Item1, kinds.Item2, kinds.Item3, kinds.Item4, kinds.Item5), kinds);
        (DateTimeOffset, TimeSpan, DateOnly, TimeOnly, Int128) times = (new DateTimeOffset(2026, 1, 2, 3, 4, i, TimeSpan.FromMinutes(-i)),
            new TimeSpan(random.NextInt64()), new DateOnly(2026, 2, 1 + i), new TimeOnly(i, i), Int128.MinValue + i);
        Expect(client.Times(times.Item1, times.Item2, times.Item3, times.Item4, times.Item5), times);
        Expect(client.Maybe(i), i);
        Expect(client.Maybe(null), null);
        string text = new('ß', i * 100);
        Expect(client.Text(text), text);
        Expect(await client.AddAsync(i, 2 * i), 3 * i);
    }

    private static void CallWithBlocks(ICross client, ReadOnlySpan<byte> bytes)
    {
        long sum = 0;
        foreach (byte one in bytes)
            sum += one;
        Expect(client.Sum(bytes), sum);
        double[] values = [.. Enumerable.Range(0, bytes.Length / 8).Select(value => value * 0.25)];
        Expect(client.Block(values).AsSpan().SequenceEqual(values), true);
        using IkcLease<byte> lease = client.Fill(bytes.Length, 7);
        Expect(lease.Length, bytes.Length);
        Expect(lease.Span.IndexOfAnyExcept((byte)7), -1);
    }

    private static IkcException Failure(Action call)
    {
        try
        {
            call();
        }
        catch (IkcException failed)
        {
            return failed;
        }

        throw new InvalidDataException("A call that must fail did not.");
    }

    private static void Expect<T>(T actual, T expected, [CallerArgumentExpression(nameof(actual))] string what = "")
    {
        if (!EqualityComparer<T>.Default.Equals(actual, expected))
            throw new InvalidDataException($"{what} is {actual}, not {expected}.");
    }
}
