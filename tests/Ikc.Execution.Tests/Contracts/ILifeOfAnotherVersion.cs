// SPDX-License-Identifier: MIT
namespace Ikc.Execution.Contracts;

/// <summary>Another build's idea of <see cref="ILife"/>: Add has another shape, most methods are not known, Extra is new.</summary>
[IkcContract("test.life")]
public partial interface ILifeOfAnotherVersion
{
    [IkcMethod(1)] long Add(long a, long b);

    [IkcMethod(2)] ValueTask<int> AddAsync(int a, int b, CancellationToken cancellationToken = default);

    [IkcMethod(99)] int Extra();
}
