// SPDX-License-Identifier: MIT
using System.Diagnostics;

namespace Ikc.Execution.Services;

public class LifeService(IkcNode node) : ILife
{
    private readonly List<int> _posted = [];
    private ILife? _other;
    private int _cancelled;

    /// <summary>Released when a thread has come into <see cref="WaitForCancel"/>.</summary>
    public SemaphoreSlim Blocking { get; } = new(0);

    public int Add(int a, int b) => a + b;

    public ValueTask<int> AddAsync(int a, int b, CancellationToken cancellationToken) => new(a + b);

    public void Throw(string message) => throw new InvalidOperationException(message);

    public async ValueTask ThrowAsync(string message, CancellationToken cancellationToken)
    {
        await Task.Yield();
        throw new InvalidOperationException(message);
    }

    public void Block(int milliseconds) => Thread.Sleep(milliseconds);

    public async ValueTask WaitForCancelAsync(CancellationToken cancellationToken)
    {
        try
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }
        finally
        {
            Interlocked.Increment(ref _cancelled);
        }
    }

    public void WaitForCancel(CancellationToken cancellationToken)
    {
        Blocking.Release();
        cancellationToken.WaitHandle.WaitOne();
        Interlocked.Increment(ref _cancelled);
    }

    public int Cancelled() => Volatile.Read(ref _cancelled);

    public void Die()
    {
        Process.GetCurrentProcess().Kill();
        Thread.Sleep(Timeout.Infinite);
    }

    public virtual int Bounce(string service, int depth)
    {
        if (depth == 0)
            return 0;
        // The first call finds its partner; the connection is kept, as a program would keep it.
        _other ??= node.ConnectAsync<ILife>(new IkcConnectOptions { Name = service }).GetAwaiter().GetResult();
        string back = service == "a" ? "b" : "a";
        return 1 + _other.Bounce(back, depth - 1);
    }

    public void Post(int value)
    {
        lock (_posted)
            _posted.Add(value);
    }

    public int[] Posted()
    {
        lock (_posted)
            return [.. _posted];
    }

    public IkcLease<byte> Fill(int count, byte value)
    {
        IkcLease<byte> lease = IkcLease<byte>.Rent(count);
        lease.Span.Fill(value);
        return lease;
    }

    public long Sum(ReadOnlySpan<byte> bytes)
    {
        long sum = 0;
        foreach (byte one in bytes)
            sum += one;
        return sum;
    }

    public (int Instance, ulong Epoch) Caller() => IkcCall.Current is { } call ? (call.Caller.Instance, call.Caller.Epoch) : default;

    public int ProcessId() => Environment.ProcessId;

    public ValueTask<string> TextAsync(int length, CancellationToken cancellationToken) => new(new string('x', length));

    public ValueTask LeaveTokenAsync(CancellationToken cancellationToken)
    {
        cancellationToken.UnsafeRegister(_ => Interlocked.Increment(ref _cancelled), null);
        return default;
    }

    public void BlockUntilCancel(CancellationToken cancellationToken)
    {
        cancellationToken.WaitHandle.WaitOne();
        cancellationToken.ThrowIfCancellationRequested();
    }
}
