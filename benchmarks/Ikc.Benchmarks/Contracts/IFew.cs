// SPDX-License-Identifier: MIT
namespace Ikc.Benchmarks.Contracts;

/// <summary>A contract of ordinary size.</summary>
[IkcContract("ikc.benchmarks.few")]
public partial interface IFew
{
    [IkcMethod(1)]
    int Add(int a, int b);

    [IkcMethod(2)]
    Person Echo(Person person);
}
