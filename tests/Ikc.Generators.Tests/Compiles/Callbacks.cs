// SPDX-License-Identifier: MIT
using System;
using System.Threading;
using System.Threading.Tasks;
using Ikc;

namespace Callbacks
{
    public static partial class Outer
    {
        [IkcContract("callbacks.fills")]
        internal partial interface @interface
        {
            [IkcMethod(1, OneWay = true)] void Filled(int id);

            /// <summary>A contract that is passed to itself.</summary>
            [IkcMethod(2)] void Pass(@interface other);
        }

        [IkcContract("callbacks.market")]
        internal partial interface IMarket
        {
            [IkcMethod(1)] int Place(int call, @interface fills, string? client = null, @interface? lent = null);

            [IkcMethod(2)] ValueTask PlaceAsync(@interface call, ReadOnlyMemory<byte> note, CancellationToken cancellationToken = default);

            [IkcMethod(3, OneWay = true)] void Watch(in @interface fills);

            [IkcMethod(4, OneWay = true)] ValueTask WatchAsync(@interface? fills, IMarket market);

            [IkcMethod(5), IkcFault<int>] long Sum(ReadOnlySpan<long> values, @interface fills);
        }
    }
}

#nullable disable
namespace Callbacks.Oblivious
{
    [IkcContract("callbacks.oblivious")]
    public partial interface IOblivious
    {
        [IkcMethod(1)] int Place(IOblivious other);
    }
}
