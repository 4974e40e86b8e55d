// SPDX-License-Identifier: MIT
namespace Ikc.Execution.Services;

/// <summary>Reads blocks where they lie, and keeps what it is told to keep.</summary>
public sealed class BulkService : IMoreBulk
{
    private readonly List<IkcLease<byte>> _held = [];
    private readonly Lock _lock = new();
    private (long First, int Count, int Times) _last;

    public long Sum(string text, ReadOnlySpan<byte> data, CancellationToken cancellationToken) => text.Length * SumOf(data);

    public async ValueTask<double> SumAsync(int seed, ReadOnlyMemory<Point> data, CancellationToken cancellationToken)
    {
        await Task.Yield();
        double sum = seed;
        foreach (Point point in data.Span)
            sum += point.X + point.Y;
        return sum;
    }

    public void Put(long[]? data) => Note(data);

    public async ValueTask PutAsync(Order order, ReadOnlyMemory<long> data, CancellationToken cancellationToken)
    {
        await Task.Yield();
        ArgumentException.ThrowIfNullOrEmpty(order.Name);
        Note(data.Span);
    }

    public void Post(ReadOnlySpan<long> data) => Note(data);

    public async ValueTask PostAsync(ReadOnlyMemory<long> data)
    {
        await Task.Yield();
        Note(data.Span);
    }

    public void PostLease(IkcLease<long> data) => Note(data.Span);

    public IkcLease<byte> Reverse(ReadOnlySpan<byte> data)
    {
        IkcLease<byte> result = IkcLease<byte>.Rent(data.Length);
        data.CopyTo(result.Span);
        result.Span.Reverse();
        return result;
    }

    public (long First, int Count, int Times) Last()
    {
        lock (_lock)
            return _last;
    }

    public async ValueTask<long> SumLeaseAsync(int times, IkcLease<byte> data, CancellationToken cancellationToken)
    {
        long sum = SumOf(data.Span);
        for (int i = 1; i < times; i++)
        {
            await Task.Yield();
            if (SumOf(data.Span) != sum)
                throw new InvalidOperationException("The memory was used again.");
        }

        return sum;
    }

    public long SumLease(IkcLease<byte> data) => SumOf(data.Span);

    public async ValueTask RefuseAsync(IkcLease<byte> data, CancellationToken cancellationToken)
    {
        await Task.Yield();
        throw new InvalidOperationException($"not {data.Length}");
    }

    public void Hold(bool keeps, IkcLease<byte> data)
    {
        lock (_lock)
            _held.Add(keeps ? data.Keep() : data);
    }

    public int Kept()
    {
        lock (_lock)
        {
            try
            {
                return _held[^1].Span[0];
            }
            catch (ObjectDisposedException)
            {
                return -1;
            }
            catch (IkcException e) when (e.Status == IkcStatus.Revoked)
            {
                return -2;
            }
        }
    }

    public int Drop()
    {
        lock (_lock)
        {
            int count = _held.Count;
            _held.ForEach(lease => lease.Dispose());
            _held.Clear();
            return count;
        }
    }

    public int Greatest(ReadOnlySpan<int> data)
    {
        int greatest = int.MinValue;
        foreach (int one in data)
            greatest = Math.Max(greatest, one);
        return greatest;
    }

    public ValueTask<IkcLease<byte>> EchoLeaseAsync(IkcLease<byte> data, CancellationToken cancellationToken) => new(data.Keep());

    private static long SumOf(ReadOnlySpan<byte> data)
    {
        long sum = 0;
        foreach (byte one in data)
            sum += one;
        return sum;
    }

    private void Note(ReadOnlySpan<long> data)
    {
        lock (_lock)
            _last = (data.IsEmpty ? 0 : data[0], data.Length, _last.Times + 1);
    }
}
