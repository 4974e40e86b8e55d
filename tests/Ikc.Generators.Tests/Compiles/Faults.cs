// SPDX-License-Identifier: MIT
using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Ikc;
using MessagePack;

[MessagePackObject]
public sealed class Rejected
{
    [Key(0)] public string Reason { get; set; } = "";
}

[IkcStruct]
public struct Missing
{
    public long Id;
    public Guid Key;
}

public enum Reason : byte
{
    None,
    Late,
}

[IkcContract("faults.base")]
public partial interface IFaultsBase
{
    [IkcMethod(1), IkcFault<Rejected>] int Place(int method, string fault, ReadOnlySpan<byte> writer);
}

[IkcContract("faults")]
public partial interface IFaults : IFaultsBase
{
    [IkcMethod(1), IkcFault<Missing>(3), IkcFault<int?>(4), IkcFault<(int, DateTime?)>(5), IkcFault<Reason>(6)]
    void Plain();

    [IkcMethod(2), IkcFault<string>, IkcFault<byte[]>(2), IkcFault<List<Rejected>>(3), IkcFault<ReadOnlyMemory<Missing>>(4)]
    ValueTask<string> TextAsync(CancellationToken cancellationToken = default);

    [IkcMethod(3), IkcFault<decimal>] IkcLease<byte> Read(long code);

    [IkcMethod(4), IkcFault<Dictionary<string, int>>] ValueTask<IkcLease<int>> ReadAsync(CancellationToken cancellationToken = default);

    [IkcMethod(6), IkcFault<Rejected>] IAsyncEnumerable<int> Watch(string reader, CancellationToken cancellationToken = default);

    [IkcMethod(7), IkcFault<Rejected>(2)] ValueTask<int> SumAsync(IAsyncEnumerable<int> call, CancellationToken cancellationToken = default);

    [IkcMethod(5), IkcFault<bool>] ValueTask NothingAsync(int call, CancellationToken cancellationToken = default);
}
