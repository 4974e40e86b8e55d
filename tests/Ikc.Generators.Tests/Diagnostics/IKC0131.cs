// SPDX-License-Identifier: MIT
using System; using System.Collections.Generic; using System.Threading; using System.Threading.Tasks; using Ikc;

[IkcContract("job")]
public partial interface IJob
{
    [IkcMethod(1)] int Count();

    [IkcMethod(2)] void Start();

    [IkcMethod(3, OneWay = true)] void Nudge();

    [IkcMethod(4)] ValueTask<int> CountAsync(CancellationToken token = default);
}

public sealed class Bad(Task<int> counting, Func<ValueTask<int>> count) : IJob
{
    public int Count() => {|IKC0131:count().AsTask().GetAwaiter().GetResult()|} + {|IKC0131:counting.Result|};

    public void Start()
    {
        {|IKC0131:counting.Wait()|};
        {|IKC0131:Task.WaitAll(counting, Task.CompletedTask)|};
        Console.WriteLine({|IKC0131:count().ConfigureAwait(false).GetAwaiter().GetResult()|});
        _ = {|IKC0131:count().Result|};
    }

    void IJob.Nudge() => {|IKC0131:Task.Delay(1).GetAwaiter().GetResult()|};

    public async ValueTask<int> CountAsync(CancellationToken token) => await count();
}

public sealed class Good(Task<int> counting) : IJob
{
    public int Count()
    {
        if (counting.IsCompletedSuccessfully)
            return counting.Result;
        Run(() => counting.Result);
        return counting.Wait(0) ? 1 : 0;
    }

    public void Start() => Helper();

    public void Nudge() => _ = Task.Run(async () => await Task.Delay(1));

    public async ValueTask<int> CountAsync(CancellationToken token)
    {
        await counting;
        return counting.Result;
    }

    /// <summary>It is no method of the contract.</summary>
    public int Helper() => Task.Run(() => 1).Result;

    private static void Run(Func<int> later) => _ = Task.Run(later);
}
