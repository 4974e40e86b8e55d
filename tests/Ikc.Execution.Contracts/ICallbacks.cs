// SPDX-License-Identifier: MIT
namespace Ikc.Execution.Contracts;

/// <summary>A service that calls its callers back.</summary>
[IkcContract("test.market")]
public partial interface IMarket
{
    /// <summary>Fills the order in two parts before it returns; the sum of what the callback answers.</summary>
    [IkcMethod(1)] int Place(int quantity, IFills fills);

    /// <summary>The same, asynchronously.</summary>
    [IkcMethod(2)] ValueTask<int> PlaceAsync(int quantity, IFills fills, CancellationToken cancellationToken = default);

    /// <summary>Keeps the callback for <see cref="TellAsync"/>, under this number.</summary>
    [IkcMethod(3)] void Subscribe(int number, IFills fills);

    /// <summary>Calls what was kept, from a thread of its own, and waits for it; what it answers.</summary>
    [IkcMethod(4)] ValueTask<int> TellAsync(int number, int quantity, CancellationToken cancellationToken = default);

    /// <summary>Gives back what was kept.</summary>
    [IkcMethod(5)] ValueTask UnsubscribeAsync(int number, CancellationToken cancellationToken = default);

    /// <summary>Calls the callback, which calls this again, to this depth; how deep it came.</summary>
    [IkcMethod(6)] int Descend(int depth, INested nested);

    /// <summary>Calls what was kept so often with one-way calls, then once more for the answer.</summary>
    [IkcMethod(7)] int Post(int number, int count);

    /// <summary>Ignores it.</summary>
    [IkcMethod(8)] void Forget(IFills? fills);

    /// <summary>Status and fate with which calling what was kept fails; Ok if it does not.</summary>
    [IkcMethod(9)] ValueTask<(IkcStatus Status, CallFate Fate)> TryAsync(int number, CancellationToken cancellationToken = default);

    /// <summary>Calls what was kept so often; bytes that this process allocated meanwhile.</summary>
    [IkcMethod(10)] long Measure(int number, int count);

    /// <summary>Passes what was kept under one number to the callback of another.</summary>
    [IkcMethod(11)] int Introduce(int number, INested nested);

    /// <summary>As Forget, on channel 0.</summary>
    [IkcMethod(12, OneWay = true)] ValueTask ForgetAsync(IFills fills);

    /// <summary>The sum of what the callback streams.</summary>
    [IkcMethod(13)] ValueTask<long> SumAsync(INested nested, int count, CancellationToken cancellationToken = default);

    /// <summary>Whether the two are one object here.</summary>
    [IkcMethod(14)] bool AreOne(IFills one, IFills other);

    /// <summary>What the callback's declared fault says.</summary>
    [IkcMethod(15)] long Rejected(IFills fills, int quantity);

    /// <summary>Who serves the callback, as its channel says: instance and epoch.</summary>
    [IkcMethod(16)] (int Instance, ulong Epoch) WhoIs(IFills fills);
}

/// <summary>What the caller is told of its orders.</summary>
[IkcContract("test.market.fills")]
public partial interface IFills
{
    /// <summary>Answers with the quantity.</summary>
    [IkcMethod(1)] int Filled(int quantity);

    /// <summary>The same, asynchronously.</summary>
    [IkcMethod(2)] ValueTask<int> FilledAsync(int quantity, CancellationToken cancellationToken = default);

    /// <summary>Adds up.</summary>
    [IkcMethod(3, OneWay = true)] void Note(int quantity);

    /// <summary>What was added up.</summary>
    [IkcMethod(4)] long Noted();

    /// <summary>Declares a fault.</summary>
    [IkcMethod(5), IkcFault<Missing>] void Reject(int quantity);
}

/// <summary>A callback that calls back.</summary>
[IkcContract("test.market.nested")]
public partial interface INested
{
    /// <summary>Calls the market with one depth less.</summary>
    [IkcMethod(1)] int Descend(int depth);

    /// <summary>Calls what it is given.</summary>
    [IkcMethod(2)] int Call(IFills fills, int quantity);

    /// <summary>The numbers from 0.</summary>
    [IkcMethod(3)] IAsyncEnumerable<int> CountAsync(int count, CancellationToken cancellationToken = default);
}
