// SPDX-License-Identifier: MIT
using System.Threading.Tasks.Sources;
using BenchmarkDotNet.Attributes;

namespace Ikc.Benchmarks;

/// <summary>
/// What C# itself costs where our calls are awaited and our streams enumerated: no Ikc, one thread, everything there at once. No call is
/// faster than this, whatever carries it.
/// </summary>
public class LanguageBenchmarks
{
    private const int Open = 32;
    private const int Operations = 32 * 1024;

    private readonly Source[] _sources = [.. Enumerable.Range(0, Open).Select(_ => new Source())];
    private bool _isOver;
    private int _sum;

    [GlobalSetup]
    public void SetUp()
    {
        foreach (Source source in _sources)
            _ = LoopAsync(source);
    }

    [GlobalCleanup]
    public void CleanUp()
    {
        _isOver = true;
        foreach (Source source in _sources)
            source.Complete(0);
    }

    /// <summary>One of 32 open awaits is completed; its loop goes on inline and awaits the next.</summary>
    [Benchmark(OperationsPerInvoke = Operations)]
    public int Await()
    {
        for (int i = 0; i < Operations; i++)
            _sources[i % Open].Complete(i);
        return _sum;
    }

    /// <summary>An item of an iterator that never waits, taken by await foreach.</summary>
    [Benchmark(OperationsPerInvoke = Operations)]
    public async Task<int> IteratorItem()
    {
        int sum = 0;
        await foreach (int item in ItemsAsync())
            sum += item;
        return sum;
    }

    private async Task LoopAsync(Source source)
    {
        while (!_isOver)
            _sum += await source.BeginAsync();
    }

    private static async IAsyncEnumerable<int> ItemsAsync()
    {
        await Task.CompletedTask;
        for (int i = 0; i < Operations; i++)
            yield return i;
    }

    private sealed class Source : IValueTaskSource<int>
    {
        private ManualResetValueTaskSourceCore<int> _core;

        public ValueTask<int> BeginAsync()
        {
            _core.Reset();
            return new ValueTask<int>(this, _core.Version);
        }

        public void Complete(int result) => _core.SetResult(result);

        public int GetResult(short token) => _core.GetResult(token);

        public ValueTaskSourceStatus GetStatus(short token) => _core.GetStatus(token);

        public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
            _core.OnCompleted(continuation, state, token, flags);
    }
}
