// SPDX-License-Identifier: MIT
using System; using System.Collections.Generic; using System.Diagnostics; using System.Threading; using System.Threading.Tasks; using Ikc;

[IkcContract("job")]
public partial interface IJob
{
    [IkcMethod(1)] int Run(int id);

    [IkcMethod(2)] ValueTask<int> RunAsync(int id, CancellationToken token = default);

    [IkcMethod(3)] void Watch(IDone done);
}

[IkcContract("done")]
public partial interface IDone
{
    [IkcMethod(1)] void Done(int id);
}

public class Bad(SemaphoreSlim gate, WaitHandle ready, ManualResetEventSlim slim, object key, Task<int> working, Process process) : IJob
{
    public virtual int Run(int id)
    {
        {|IKC0130:Thread.Sleep(id)|};
        {|IKC0130:gate.Wait()|};
        {|IKC0130:ready.WaitOne()|};
        {|IKC0130:slim.Wait(TimeSpan.FromSeconds(1))|};
        lock (key)
            _ = {|IKC0130:Monitor.Wait(key)|};
        {|IKC0130:process.WaitForExit()|};
        return id;
    }

    async ValueTask<int> IJob.RunAsync(int id, CancellationToken token)
    {
        _ = {|IKC0130:token.WaitHandle.WaitOne()|};
        await Task.Yield();
        return {|IKC0130:working.Result|};
    }

    public void Watch(IDone done)
    {
    }
}

public sealed class Derived(SemaphoreSlim gate) : Bad(gate, null!, null!, null!, null!, null!)
{
    public override int Run(int id)
    {
        {|IKC0130:Thread.Sleep(id)|};
        return 0;
    }
}

public sealed class BadCallback : IDone
{
    public void Done(int id) => {|IKC0130:Thread.Sleep(id)|};
}

public sealed class Good(SemaphoreSlim gate, ManualResetEventSlim slim, IJob other) : IJob
{
    public int Run(int id)
    {
        Thread.Sleep(0);
        if (!gate.Wait(0) || !slim.Wait(TimeSpan.Zero))
            return 0;
        var thread = new Thread(() => Thread.Sleep(id));
        thread.Start();
        return other.Run(id); // the pump is handed over
    }

    public async ValueTask<int> RunAsync(int id, CancellationToken token)
    {
        await gate.WaitAsync(token);
        Task<int> first = Task.Run(() => id, token);
        Task<int> second = Task.Run(() => id, token);
        await Task.WhenAll(first, second);
        return first.Result + second.Result;
    }

    public void Watch(IDone done) => Sleep();

    private static void Sleep() => Thread.Sleep(1); // is not followed
}

/// <summary>On the thread pool it delays nobody but its caller.</summary>
public sealed class PerChannel : IDone
{
    public void Done(int id) => Thread.Sleep(id);
}

/// <summary>Nobody sees how it is served.</summary>
public sealed class ServedElsewhere : IDone
{
    public void Done(int id) => Thread.Sleep(id);
}

public static class Program
{
    public static void Serve(IkcNode node, SemaphoreSlim gate, IJob job, IkcServeOptions options)
    {
        node.Serve<IJob>(new Derived(gate), new IkcServeOptions { Name = "derived" });
        node.Serve<IJob>(new Good(gate, new ManualResetEventSlim(), job));
        node.Serve<IDone>(new PerChannel(), new IkcServeOptions { Concurrency = IkcConcurrency.PerChannel });
        node.Serve<IDone>(new ServedElsewhere(), options);
        job.Watch(new BadCallback());
    }
}
