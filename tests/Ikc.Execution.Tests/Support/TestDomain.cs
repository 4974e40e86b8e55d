// SPDX-License-Identifier: MIT
namespace Ikc.Execution.Support;

/// <summary>A domain of its own for one test, and its nodes. On the device there is one world for all, so tests run one after the other.</summary>
public sealed class TestDomain : IDisposable
{
    public TestDomain() => Path = Directory.CreateTempSubdirectory("ikc-test-").FullName;

    public string Path { get; }

    /// <summary>A node in this process.</summary>
    public IkcNode Open(int instance = 0, IkcPumpMode pump = IkcPumpMode.Own, IkcWaitPolicy policy = IkcWaitPolicy.Adaptive) =>
        Open(new IkcNodeOptions { Instance = instance, Pump = pump, WaitPolicy = policy });

    public IkcNode Open(IkcNodeOptions options) => IkcNode.Open(options with { Fabric = TestFabric.Kind, Domain = Path });

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
