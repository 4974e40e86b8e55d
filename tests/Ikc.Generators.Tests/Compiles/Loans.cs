// SPDX-License-Identifier: MIT
// Methods that lend, in surroundings where the names of their Begin methods are taken or do not tell them apart.
using System;
using System.Threading;
using System.Threading.Tasks;
using Ikc;

namespace Loans;

[IkcContract("loans.base")]
public partial interface IBase
{
    [IkcMethod(1)] int Put(int count, ReadOnlySpan<byte> data);

    [IkcMethod(2)] ValueTask<IkcLease<int>> PutAsync(string? count, Wrapped options, IkcLease<byte> data, CancellationToken token = default);

    [IkcMethod(3)] void Same(ReadOnlySpan<byte> data);

    [IkcMethod(4)] void Same(ReadOnlySpan<int> data);

    [IkcMethod(5)] void Many(in Guid id, int number = 3, params long[] values);

    [IkcMethod(6, OneWay = true)] ValueTask Post(byte[]? @event);

    [IkcMethod(7)] void BeginFull();

    [IkcMethod(8)] void Full(int[] data);

    [IkcMethod(9)] void Two(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second);
}

[IkcContract("loans.derived")]
public partial interface IDerived : IBase
{
    [IkcMethod(1)] int Put(int count, ReadOnlySpan<long> data);

    [IkcMethod(2)] new void Many(in Guid id, int number, params long[] values);

    [IkcMethod(3)] void Own(ReadOnlyMemory<Half> data);
}

[MessagePack.MessagePackObject]
public sealed class Wrapped
{
    [MessagePack.Key(0)] public int Value { get; set; }
}

public static class Uses
{
    public static int Put(IBase target)
    {
        using IkcLoan<byte, int> loan = target.BeginPut(count: 3, count_: 10);
        loan.Span.Clear();
        return loan.Send();
    }

    public static void Derived(IDerived target)
    {
        using IkcLoan<Half> own = target.With(TimeSpan.FromSeconds(1)).BeginOwn(4);
        own.Send();
        using IkcLoan<byte, int> inherited = target.BeginPut(1, 2); // of the base: the own one could not be told from it
        inherited.Send();
        using IkcLoan<long> many = target.BeginMany(Guid.Empty, 3, 4);
        many.Send(2);
        IkcLoan<byte, ValueTask> post = target.BeginPost(4);
        post.Dispose();
    }
}
