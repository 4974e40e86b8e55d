// SPDX-License-Identifier: MIT
namespace Ikc.Rings;

/// <summary>What a ring should do, by rules 5 and 6 of the protocol, beside one that does it.</summary>
internal sealed unsafe class RingModel(RingPair ring, int seed, RingModel.Tally seen)
{
    private readonly Random _random = new(seed);
    private readonly Queue<Item> _unread = new();
    private ulong _tail = ring.Writer.Tail;
    private ulong _head = ring.Reader.Head;
    private bool _favoursWriter;

    /// <summary>How often what has happened.</summary>
    public sealed record Tally
    {
        public int Records { get; set; }

        public int Fulls { get; set; }

        public int Empties { get; set; }

        public int Paddings { get; set; }

        /// <summary>Paddings committed while there was no room for their record yet.</summary>
        public int PaddingsAlone { get; set; }

        public int ExactlyFull { get; set; }

        public uint Largest { get; set; }
    }

    private sealed record Item(RecordKind Kind, byte Flags, ushort Method, ulong CallId, byte[] Payload, ulong Position);

    /// <summary>One random operation.</summary>
    public bool TryStep(out string? difference)
    {
        if (_random.Next(50) == 0)
            _favoursWriter = !_favoursWriter;
        int choice = _random.Next(10);
        difference = choice switch
        {
            < 2 => Publish(),
            < 6 => _favoursWriter ? Write() : Read(),
            6 => Reserve(RandomPayloadBytes(), out _) ?? CheckWords(),
            _ => _favoursWriter ? Read() : Write(),
        };
        difference ??= CheckWords();
        return difference is null;
    }

    private uint RandomPayloadBytes()
    {
        uint most = ring.Writer.PayloadBytesMax;
        ulong free = ring.SizeBytes - (_tail - ring.Head);
        uint contiguous = ring.SizeBytes - ring.Offset(_tail);
        long around = _random.Next(6) switch
        {
            0 => 0,
            1 => most,
            2 => contiguous - RecordHeader.SizeBytes,
            3 => (long)free - (2 * RecordHeader.SizeBytes),
            4 => _random.Next(64),
            _ => _random.Next((int)most + 1),
        };
        return (uint)Math.Clamp(around + _random.Next(-17, 18), 0, most);
    }

    /// <summary>Reserves in both; fails if the answers differ.</summary>
    private string? Reserve(uint payloadBytes, out byte* payload)
    {
        uint recordBytes = (payloadBytes + 31) & ~15u;
        uint contiguous = ring.SizeBytes - ring.Offset(_tail);
        RingResult expected = RingResult.Ok;
        bool padded = false;
        if (recordBytes > contiguous)
        {
            if (contiguous + RecordHeader.SizeBytes > Free())
            {
                expected = RingResult.Full;
            }
            else
            {
                _tail += contiguous;
                seen.Paddings++;
                padded = true;
            }
        }

        if (expected == RingResult.Ok && recordBytes + RecordHeader.SizeBytes > Free())
        {
            expected = RingResult.Full;
            seen.PaddingsAlone += padded ? 1 : 0;
        }

        RingResult result = ring.Writer.TryReserve(payloadBytes, out payload);
        if (result != expected)
            return $"reserving {payloadBytes} gave {result}, not {expected}";
        if (ring.Writer.Tail != _tail)
            return $"the tail is {ring.Writer.Tail:x}, not {_tail:x}";
        if (result == RingResult.Ok)
            return payload == ring.At(_tail) + RecordHeader.SizeBytes ? null : "the reservation is not at the tail";
        seen.Fulls++;
        return CheckWanted(payloadBytes, recordBytes);
    }

    /// <summary>The wanted head is exactly the first at which the record fits.</summary>
    private string? CheckWanted(uint payloadBytes, uint recordBytes)
    {
        ulong wanted = ring.Writer.WantedFor(payloadBytes);
        uint contiguous = ring.SizeBytes - ring.Offset(_tail);
        ulong needed = recordBytes + RecordHeader.SizeBytes + (recordBytes > contiguous ? contiguous : 0u);
        bool ahead = (long)(wanted - ring.Head) > 0 && _tail - wanted <= ring.SizeBytes;
        return ahead && ring.SizeBytes - (_tail - wanted) == needed ? null : $"wanted {wanted:x} for {payloadBytes} at tail {_tail:x}";
    }

    private string? Write()
    {
        uint reserved = RandomPayloadBytes();
        if (Reserve(reserved, out byte* payload) is { } difference)
            return difference;
        if (payload == null)
            return null;
        if (_random.Next(8) == 0 && Reserve(reserved, out byte* again) is var second && (second is not null || again != payload))
            return second ?? "the same room was not given again";
        new Span<byte>(payload, (int)reserved).Fill(RingPair.Garbage);
        uint used = _random.Next(8) == 0 ? (uint)_random.Next((int)reserved + 1) : reserved;
        var item = new Item(
            (RecordKind)_random.Next((int)RecordKind.Request, 256), (byte)_random.Next(256), (ushort)_random.Next(65536),
            (ulong)_random.NextInt64(long.MinValue, long.MaxValue), new byte[used], _tail);
        _random.NextBytes(item.Payload);
        item.Payload.CopyTo(new Span<byte>(payload, (int)used));
        ring.Writer.Commit(used, item.Kind, item.Flags, item.Method, item.CallId);
        if (_random.Next(2) == 0)
            ring.Writer.ClearAhead();
        _unread.Enqueue(item);
        uint recordBytes = (used + 31) & ~15u;
        _tail += recordBytes;
        seen.Records++;
        seen.Largest = Math.Max(seen.Largest, recordBytes);
        seen.ExactlyFull += _tail - ring.Head == ring.SizeBytes - RecordHeader.SizeBytes ? 1 : 0;
        return null;
    }

    private string? Read()
    {
        bool hasRecord = ring.Reader.HasRecord;
        if (hasRecord != (_tail != _head))
            return $"has a record: {hasRecord}, at {_head:x} of {_tail:x}";
        RingResult result = ring.Reader.TryRead(out Record record);
        if (!_unread.TryPeek(out Item? expected))
        {
            seen.Empties++;
            _head = _tail; // all that there can be is padding
            return result == RingResult.Empty ? null : $"read {result} from an empty ring";
        }

        if (result != RingResult.Ok)
            return $"read {result}, not the record at {expected.Position:x}";
        _head = expected.Position;
        if (record.Payload != ring.At(_head) + RecordHeader.SizeBytes || !ring.Contains(record))
            return $"the record at {_head:x} was found elsewhere";
        if ((record.Kind, record.Flags, record.Method, record.CallId) != (expected.Kind, expected.Flags, expected.Method, expected.CallId))
            return $"the header of the record at {_head:x} differs";
        if (!new ReadOnlySpan<byte>(record.Payload, (int)record.PayloadBytes).SequenceEqual(expected.Payload))
            return $"the payload of the record at {_head:x} differs";
        if (_random.Next(6) == 0)
            return null; // only looked at; to be read again
        _unread.Dequeue();
        ring.Reader.Advance(record.RecordBytes);
        _head += (uint)(expected.Payload.Length + 31) & ~15u;
        return null;
    }

    private string? Publish()
    {
        if (_random.Next(2) == 0)
            ring.Reader.PublishHead();
        else
            ring.Reader.PublishHeadFenced();
        return ring.Head == _head ? null : $"the head is published as {ring.Head:x}, not {_head:x}";
    }

    /// <summary>What holds after every operation.</summary>
    private string? CheckWords()
    {
        if (ring.Reader.Head != _head)
            return $"the reader is at {ring.Reader.Head:x}, not {_head:x}";
        if (_tail - ring.Head + RecordHeader.SizeBytes > ring.SizeBytes)
            return "the ring is fuller than one header less than full";
        return *(ulong*)ring.At(_tail) == 0 ? null : "the commit word at the tail is not clear";
    }

    private ulong Free() => ring.SizeBytes - (_tail - ring.Head);
}
