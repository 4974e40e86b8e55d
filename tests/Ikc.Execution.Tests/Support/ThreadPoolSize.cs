// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;

namespace Ikc.Execution.Support;

/// <summary>
/// Many tests at once block threads of the pool, waiting for processes and for synchronous calls. A pool that grows by a thread or two a
/// second would let the others run into their deadlines.
/// </summary>
internal static class ThreadPoolSize
{
    private const int Threads = 64;

    [ModuleInitializer]
    internal static void Raise()
    {
        ThreadPool.GetMinThreads(out int workers, out int completions);
        ThreadPool.SetMinThreads(Math.Max(workers, Threads), completions);
    }
}
