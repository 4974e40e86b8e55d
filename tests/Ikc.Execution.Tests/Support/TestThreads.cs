// SPDX-License-Identifier: MIT
using System.Collections.Concurrent;

namespace Ikc.Execution.Support;

/// <summary>Threads of a test. What one of them throws fails the test that joins them, and does not end the process.</summary>
public sealed class TestThreads
{
    private readonly ConcurrentQueue<Exception> _failures = new();
    private readonly Thread[] _threads;

    private TestThreads(int count, Action<int> body)
    {
        _threads = [.. Enumerable.Range(0, count).Select(number => new Thread(() => Run(number, body)) { IsBackground = true })];
        foreach (Thread thread in _threads)
            thread.Start();
    }

    /// <summary>Starts so many; each is told its number, from 0.</summary>
    public static TestThreads Start(int count, Action<int> body) => new(count, body);

    /// <summary>Starts one.</summary>
    public static TestThreads Start(Action body) => new(1, _ => body());

    /// <summary>Waits for all, and throws what they have thrown.</summary>
    public void Join()
    {
        foreach (Thread thread in _threads)
            thread.Join();
        if (!_failures.IsEmpty)
            throw new AggregateException(_failures);
    }

    private void Run(int number, Action<int> body)
    {
        try
        {
            body(number);
        }
        catch (Exception failure)
        {
            _failures.Enqueue(failure);
        }
    }
}
