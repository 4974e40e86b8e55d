// SPDX-License-Identifier: MIT
using System.Buffers.Binary;
using Ikc.CompilerServices;
using Ikc.Rings;

namespace Ikc.Channels;

/// <summary>Failures with values that are not what they say: the one call fails, with a status, and the connection goes on.</summary>
public sealed partial class HostileServiceTests
{
    private const ulong TextShape = 0x1234;
    private const ulong LongShape = 0x5678;

    /// <summary>Header fields and value bytes of a fault, and what the caller is to get.</summary>
    public static TheoryData<string, byte[], IkcStatus> Faults() => new()
    {
        { "nothing", [], IkcStatus.Faulted },
        { "no header", new byte[31], IkcStatus.Faulted },
        { "no such code", Fault(code: 9, LongShape, new byte[8]), IkcStatus.Faulted },
        { "a code that is negative", Fault(code: -1, LongShape, new byte[8]), IkcStatus.Faulted },
        { "the shape of another fault", Fault(code: 1, LongShape, new byte[8]), IkcStatus.Faulted },
        { "another status", Fault(code: 2, LongShape, new byte[8], status: (uint)IkcStatus.RingFull), IkcStatus.RingFull },
        { "a status that does not exist", Fault(code: 2, LongShape, new byte[8], status: 4711), IkcStatus.Faulted },
        { "a value that is too short", Fault(code: 2, LongShape, new byte[7]), IkcStatus.ProtocolViolation },
        { "a text longer than its payload", Fault(code: 1, TextShape, [0xFF, 0xFF, 0, 0, 65]), IkcStatus.ProtocolViolation },
        { "a text of two gigabytes", Fault(code: 1, TextShape, [0xFE, 0xFF, 0xFF, 0x7F, 65]), IkcStatus.ProtocolViolation },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task AFaultThatMakesNoSense(string what, byte[] payload, IkcStatus expected)
    {
        Assert.NotEmpty(what);
        Task<CalculatorClient> connecting = _client.ConnectAsync();
        AttackChannel channel = Answer(static (ref AreaHeader _) => { }, methods: 3);
        CalculatorClient client = await connecting;
        Task<int> asynchronous = client.AddAsync(1, 2, ReadFault).AsTask();
        Assert.True(channel.TrySend(RecordKind.Failure, RecordHeader.FlagFault, 0, WaitForRequest(), payload));
        Wake();
        await AssertFailsAsync(expected, asynchronous);

        Task<int> synchronous = Task.Run(() => client.Add(1, 2, ReadFault));
        AttackChannel lane = Answer(static (ref AreaHeader _) => { }, methods: 0);
        Assert.True(lane.TrySend(RecordKind.Failure, RecordHeader.FlagFault, 0, WaitForRequest(), payload));
        Interlocked.MemoryBarrier(); // the caller may sleep already
        lane.RingArmedBell(_service);
        await AssertFailsAsync(expected, synchronous);
        Assert.True(client.Channel.IsOpen);
    }

    [Fact]
    public async Task AFaultInABulkSlotThatCannotBe()
    {
        Task<CalculatorClient> connecting = _client.ConnectAsync();
        AttackChannel channel = Answer(static (ref AreaHeader _) => { }, methods: 3);
        CalculatorClient client = await connecting;
        Task<int> call = client.AddAsync(1, 2, ReadFault).AsTask();
        byte[] descriptor = new byte[SlotDescriptor.SizeBytes];
        descriptor.AsSpan().Fill(0xEE);
        Assert.True(channel.TrySend(RecordKind.Failure, RecordHeader.FlagFault | RecordHeader.FlagSlot, 0, WaitForRequest(), descriptor));
        Wake();
        await AssertFailsAsync(IkcStatus.ProtocolViolation, call);
        await client.Channel.Closed;
    }

    private static async Task AssertFailsAsync(IkcStatus expected, Task call)
    {
        IkcException failure = await Assert.ThrowsAsync<IkcException>(() => call);
        Assert.Equal(expected, failure.Status);
    }

    private static IkcFaultException? ReadFault(int code, ulong shapeHash, scoped ref IkcReader reader) => (code, shapeHash) switch
    {
        (1, TextShape) => new IkcFaultException<string?>(reader.ReadString()),
        (2, LongShape) => new IkcFaultException<long>(reader.Read<long>()),
        _ => null,
    };

    private static byte[] Fault(int code, ulong shape, byte[] value, uint status = (uint)IkcStatus.Faulted)
    {
        byte[] payload = new byte[32 + value.Length];
        BinaryPrimitives.WriteUInt32LittleEndian(payload, status);
        BinaryPrimitives.WriteUInt32LittleEndian(payload.AsSpan(4), (uint)CallFate.Executed);
        BinaryPrimitives.WriteInt32LittleEndian(payload.AsSpan(8), code);
        BinaryPrimitives.WriteUInt64LittleEndian(payload.AsSpan(16), shape);
        value.CopyTo(payload, 32);
        return payload;
    }
}
