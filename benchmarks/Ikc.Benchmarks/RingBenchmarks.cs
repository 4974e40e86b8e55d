// SPDX-License-Identifier: MIT
using System.Runtime.InteropServices;
using BenchmarkDotNet.Attributes;
using Ikc.Rings;

namespace Ikc.Benchmarks;

/// <summary>A record through a ring, both ends on one thread: what the code costs without a cache line that has to travel.</summary>
public unsafe class RingBenchmarks
{
    private const uint RingBytes = 64 << 10;

    private byte* _memory;
    private RingWriter _writer;
    private RingReader _reader;

    [Params(8u, 256u, 4096u)]
    public uint PayloadBytes { get; set; }

    [GlobalSetup]
    public void SetUp()
    {
        _memory = (byte*)NativeMemory.AlignedAlloc(RingBytes + 4096, 4096);
        new Span<byte>(_memory, (int)RingBytes + 4096).Clear();
        ulong* head = (ulong*)(_memory + RingBytes);
        _writer = new RingWriter(_memory, RingBytes, head);
        _reader = new RingReader(_memory, RingBytes, head);
    }

    [GlobalCleanup]
    public void CleanUp() => NativeMemory.AlignedFree(_memory);

    [Benchmark]
    public ulong WriteAndRead()
    {
        if (_writer.TryReserve(PayloadBytes, out byte* payload) != RingResult.Ok)
            throw new InvalidOperationException("The ring is full.");
        *(ulong*)payload = 7;
        _writer.Commit(PayloadBytes, RecordKind.Request, 0, 1, 2);
        _writer.ClearAhead();
        if (_reader.TryRead(out Record record) != RingResult.Ok)
            throw new InvalidOperationException("The ring is empty.");
        ulong value = *(ulong*)record.Payload;
        _reader.Advance(record.RecordBytes);
        _reader.PublishHead();
        return value;
    }
}
