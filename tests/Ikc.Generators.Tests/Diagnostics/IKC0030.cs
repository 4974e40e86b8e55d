// SPDX-License-Identifier: MIT
using System; using System.Collections.Generic; using System.Threading; using System.Threading.Tasks; using Ikc; using MessagePack;

[IkcContract("bad")]
public partial interface IBad
{
    [IkcMethod(1)] void First({|IKC0030:IkcLease<byte>|} a, int b);

    [IkcMethod(2)] ValueTask FirstAsync({|IKC0030:IkcLease<byte>|} a, string b, CancellationToken token);

    [IkcMethod(3)] void Two({|IKC0030:IkcLease<byte>|} a, IkcLease<byte> b);

    [IkcMethod(4)] void Span(ReadOnlySpan<int> a, {|IKC0030:IkcLease<byte>|} b);

    [IkcMethod(5)] ValueTask Stream(IAsyncEnumerable<int> a, {|IKC0030:IkcLease<byte>|} b, CancellationToken token);

    [IkcMethod(6)] {|IKC0030:IAsyncEnumerable<IkcLease<byte>>|} Items(CancellationToken token);

    [IkcMethod(7)] ValueTask<IkcLease<byte>> GoodAsync(CancellationToken token);

    [IkcMethod(8)] ValueTask GoodToo(string a, int[] b, IkcLease<byte> c, CancellationToken token);

    [IkcMethod(9)] void GoodAlone(IkcLease<byte> a);
}
