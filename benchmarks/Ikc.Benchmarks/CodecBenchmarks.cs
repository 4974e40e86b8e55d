// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;
using BenchmarkDotNet.Attributes;
using Ikc.CompilerServices;

namespace Ikc.Benchmarks;

/// <summary>One value of each wire kind, written and read again, in memory of a known size as in a ring.</summary>
public class CodecBenchmarks
{
    private static readonly DateTimeOffset s_time = new(2026, 1, 2, 3, 4, 5, TimeSpan.FromHours(1));

    private readonly byte[] _memory = new byte[4096];
    private readonly int[] _array = [.. Enumerable.Range(0, 64)];
    private readonly string _ascii = new('a', 32);
    private readonly string _unicode = string.Concat(Enumerable.Repeat("ä€", 16));

    [Benchmark(Baseline = true)]
    public int Int32()
    {
        IkcWriter writer = Writer(_memory);
        writer.Write(42);
        return Reader(_memory).Read<int>();
    }

    [Benchmark]
    public Guid GuidValue()
    {
        IkcWriter writer = Writer(_memory);
        writer.Write(Guid.Empty);
        return Reader(_memory).Read<Guid>();
    }

    [Benchmark]
    public bool Boolean()
    {
        IkcWriter writer = Writer(_memory);
        writer.WriteBoolean(true);
        return Reader(_memory).ReadBoolean();
    }

    [Benchmark]
    public decimal Decimal()
    {
        IkcWriter writer = Writer(_memory);
        writer.WriteDecimal(12.5m);
        return Reader(_memory).ReadDecimal();
    }

    [Benchmark]
    public DateTimeOffset Time()
    {
        IkcWriter writer = Writer(_memory);
        writer.WriteDateTimeOffset(s_time);
        return Reader(_memory).ReadDateTimeOffset();
    }

    [Benchmark]
    public string? AsciiString()
    {
        IkcWriter writer = Writer(_memory);
        writer.WriteString(_ascii);
        return Reader(_memory).ReadString();
    }

    [Benchmark]
    public string? UnicodeString()
    {
        IkcWriter writer = Writer(_memory);
        writer.WriteString(_unicode);
        return Reader(_memory).ReadString();
    }

    [Benchmark]
    public int SpanInPlace()
    {
        IkcWriter writer = Writer(_memory);
        writer.WriteSpan<int>(_array);
        return Reader(_memory).ReadSpan<int>().Length;
    }

    [Benchmark]
    public int[]? ArrayCopied()
    {
        IkcWriter writer = Writer(_memory);
        writer.WriteArray(_array);
        return Reader(_memory).ReadArray<int>();
    }

    [UnsafeAccessor(UnsafeAccessorKind.Constructor)]
    private static extern IkcWriter Writer(Span<byte> memory);

    [UnsafeAccessor(UnsafeAccessorKind.Constructor)]
    private static extern IkcReader Reader(ReadOnlySpan<byte> memory);
}
