// SPDX-License-Identifier: MIT
namespace Ikc.Execution.Services;

public sealed class EchoAsyncService : IEchoAsync
{
    private readonly List<int> _posted = [];

    public async ValueTask<int> Int32Async(int value, CancellationToken cancellationToken)
    {
        await Task.Yield();
        return value;
    }

    public ValueTask<string?> StringAsync(string? value, CancellationToken cancellationToken) => new(value);

    public async ValueTask<long[]> ArrayAsync(ReadOnlyMemory<long> value, CancellationToken cancellationToken)
    {
        await Task.Yield();
        return value.ToArray();
    }

    public ValueTask<Order> MessageAsync(Order value, CancellationToken cancellationToken) => new(value);

    public async ValueTask<IkcLease<byte>> LeaseAsync(byte[] value, CancellationToken cancellationToken)
    {
        IkcLease<byte> lease = IkcLease<byte>.Rent(value.Length);
        await Task.Yield();
        value.CopyTo(lease.Span);
        return lease;
    }

    public ValueTask NothingAsync(CancellationToken cancellationToken) => default;

    public ValueTask PostAsync(int value, CancellationToken cancellationToken)
    {
        lock (_posted)
            _posted.Add(value);
        return default;
    }

    public ValueTask<int[]> PostedAsync(CancellationToken cancellationToken)
    {
        lock (_posted)
            return new ValueTask<int[]>([.. _posted]);
    }
}
