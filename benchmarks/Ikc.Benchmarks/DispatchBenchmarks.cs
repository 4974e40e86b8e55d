// SPDX-License-Identifier: MIT
using BenchmarkDotNet.Attributes;
using Ikc.Benchmarks.Contracts;

namespace Ikc.Benchmarks;

/// <summary>
/// Whole calls on one thread: a node that is polled by its own caller serves itself. No core waits for another here, so this is what
/// the code costs: client, ring, dispatcher, reply.
/// </summary>
public class DispatchBenchmarks
{
    private readonly Person _person = new() { Name = "Ada", Age = 36, Languages = ["English", "French"] };
    private string _domain = "";
    private IkcNode? _node;
    private IFew? _few;
    private IMany? _many;

    [GlobalSetup]
    public void SetUp()
    {
        _domain = Directory.CreateTempSubdirectory("ikc-benchmarks-").FullName;
        _node = IkcNode.Open(new IkcNodeOptions { Fabric = "local", Domain = _domain, Pump = IkcPumpMode.Manual });
        _node.Serve<IFew>(new Few());
        _node.Serve<IMany>(new Many());
        _few = Connect<IFew>(_node);
        _many = Connect<IMany>(_node);
    }

    [GlobalCleanup]
    public void CleanUp()
    {
        _node!.DisposeAsync().AsTask().GetAwaiter().GetResult();
        Directory.Delete(_domain, recursive: true);
    }

    [Benchmark(Baseline = true)]
    public int OfTwoMethods() => _few!.Add(1, 2);

    [Benchmark]
    public int FirstOfTwoHundred() => _many!.M1(1, 2);

    [Benchmark]
    public int LastOfTwoHundred() => _many!.M200(1, 2);

    [Benchmark]
    public Person MessageThereAndBack() => _few!.Echo(_person);

    private static T Connect<T>(IkcNode node)
        where T : class, IIkcContract<T>
    {
        Task<T> connecting = node.ConnectAsync<T>();
        while (!connecting.IsCompleted)
            node.Poll(wait: TimeSpan.FromMilliseconds(1));
        return connecting.GetAwaiter().GetResult();
    }
}
