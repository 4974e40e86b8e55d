// SPDX-License-Identifier: MIT
namespace Ikc.Execution.Contracts;

/// <summary>One method of each call shape, each of which can end in every way.</summary>
[IkcContract("test.deeds")]
public partial interface IDeeds
{
    [IkcMethod(1), IkcFault<Refusal>, IkcFault<Missing>(2)]
    int Sync(Deed deed, CancellationToken cancellationToken = default);

    [IkcMethod(2), IkcFault<Refusal>, IkcFault<Missing>(2)]
    void SyncVoid(Deed deed, CancellationToken cancellationToken = default);

    [IkcMethod(3), IkcFault<Refusal>, IkcFault<Missing>(2)]
    IkcLease<byte> SyncLease(Deed deed, CancellationToken cancellationToken = default);

    [IkcMethod(4), IkcFault<Refusal>, IkcFault<Missing>(2)]
    ValueTask<int> Async(Deed deed, CancellationToken cancellationToken = default);

    [IkcMethod(5), IkcFault<Refusal>, IkcFault<Missing>(2)]
    ValueTask AsyncVoid(Deed deed, CancellationToken cancellationToken = default);

    [IkcMethod(6), IkcFault<Refusal>, IkcFault<Missing>(2)]
    ValueTask<IkcLease<byte>> AsyncLease(Deed deed, CancellationToken cancellationToken = default);

    [IkcMethod(7, OneWay = true)]
    void Post(Deed deed, CancellationToken cancellationToken = default);

    [IkcMethod(8, OneWay = true)]
    ValueTask PostAsync(Deed deed, CancellationToken cancellationToken = default);

    [IkcMethod(12), IkcFault<Refusal>, IkcFault<Missing>(2)]
    IAsyncEnumerable<int> Watch(Deed deed, CancellationToken cancellationToken = default);

    [IkcMethod(13), IkcFault<Refusal>, IkcFault<Missing>(2)]
    ValueTask<int> Sum(IAsyncEnumerable<int> items, Deed deed, CancellationToken cancellationToken = default);

    /// <summary>How many calls have begun.</summary>
    [IkcMethod(9)]
    int Begun();

    /// <summary>How many tokens have fired.</summary>
    [IkcMethod(10)]
    int Cancelled();

    /// <summary>Ends with a fault after an await.</summary>
    [IkcMethod(11), IkcFault<Refusal>]
    ValueTask<string> Later(string reason, CancellationToken cancellationToken = default);
}
