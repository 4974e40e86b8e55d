// SPDX-License-Identifier: MIT
namespace Ikc.Execution.Contracts;

/// <summary>Another build's idea of <see cref="IDeeds"/>: no fault, other codes, other types for the same code.</summary>
[IkcContract("test.deeds")]
public partial interface IDeedsOfAnotherVersion
{
    [IkcMethod(1)]
    int Sync(Deed deed, CancellationToken cancellationToken = default);

    [IkcMethod(4), IkcFault<long>, IkcFault<Refusal>(9), IkcFault<Guid>(2)]
    ValueTask<int> Async(Deed deed, CancellationToken cancellationToken = default);

    [IkcMethod(2), IkcFault<Missing>(2), IkcFault<string>(77)]
    void SyncVoid(Deed deed, CancellationToken cancellationToken = default);
}
