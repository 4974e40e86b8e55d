// SPDX-License-Identifier: MIT
using BenchmarkDotNet.Attributes;
using Ikc.Benchmarks.Contracts;

namespace Ikc.Benchmarks;

/// <summary>What a node costs to begin and to end, code being warm. Files, memory files, sockets and threads of the system are most of it.</summary>
public class HostingBenchmarks
{
    private string _domain = "";

    [GlobalSetup]
    public void SetUp() => _domain = Directory.CreateTempSubdirectory("ikc-benchmarks-").FullName;

    [GlobalCleanup]
    public void CleanUp() => Directory.Delete(_domain, recursive: true);

    [Benchmark(Baseline = true)]
    public async Task OpenAndClose()
    {
        await using IkcNode node = Open();
    }

    [Benchmark]
    public async Task OpenAndServe()
    {
        await using IkcNode node = Open();
        await using IkcService served = node.Serve<IFew>(new Few());
    }

    [Benchmark]
    public async Task<int> ToTheFirstAnswer()
    {
        await using IkcNode server = Open();
        await using IkcService served = server.Serve<IFew>(new Few());
        await using IkcNode node = Open();
        IFew few = await node.ConnectAsync<IFew>();
        await using IkcChannel channel = IkcChannel.Of(few);
        return few.Add(1, 2);
    }

    private IkcNode Open() => IkcNode.Open(new IkcNodeOptions { Fabric = "local", Domain = _domain });
}
