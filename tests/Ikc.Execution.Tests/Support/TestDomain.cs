// SPDX-License-Identifier: MIT
namespace Ikc.Execution.Support;

/// <summary>A domain of its own for one test.</summary>
public sealed class TestDomain : IDisposable
{
    public TestDomain() => Path = Directory.CreateTempSubdirectory("ikc-test-").FullName;

    public string Path { get; }

    /// <summary>A node in this process.</summary>
    public IkcNode Open(int instance = 0, IkcPumpMode pump = IkcPumpMode.Own, IkcWaitPolicy policy = IkcWaitPolicy.Adaptive) =>
        IkcNode.Open(new IkcNodeOptions { Fabric = "local", Domain = Path, Instance = instance, Pump = pump, WaitPolicy = policy });

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
