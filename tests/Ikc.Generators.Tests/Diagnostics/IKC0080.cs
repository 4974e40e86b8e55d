// SPDX-License-Identifier: MIT
using System; using System.Collections.Generic; using System.Threading; using System.Threading.Tasks; using Ikc; using MessagePack;

[IkcContract("bad")]
public partial interface IBad
{
    [IkcMethod(1)] {|IKC0080:ValueTask<int[]>|} ArrayAsync(string name, CancellationToken token);

    [IkcMethod(2)] {|IKC0080:ValueTask<ReadOnlyMemory<byte>>|} MemoryAsync(long position, CancellationToken token);

    [IkcMethod(3)] {|IKC0080:ValueTask<List<string>>|} ListAsync(CancellationToken token);

    [IkcMethod(4)] {|IKC0080:ValueTask<IReadOnlyDictionary<string, int>>|} MapAsync(string count, CancellationToken token);

    [IkcMethod(5)] {|IKC0080:ValueTask<Order[]>|} OrdersAsync(CancellationToken token);

    [IkcMethod(6)] ValueTask<int[]> PageAsync(int offset, int maxCount, CancellationToken token);

    [IkcMethod(7)] IAsyncEnumerable<int> WatchAsync(CancellationToken token);

    [IkcMethod(8)] int[] Sync();

    [IkcMethod(9)] ValueTask SendAsync(int[] values, List<string> names, CancellationToken token);

    [IkcMethod(10)] ValueTask<string> NameAsync(CancellationToken token);

    [IkcMethod(11)] ValueTask<IkcLease<byte>> LeaseAsync(CancellationToken token);

    [IkcMethod(12)] ValueTask<Order> OrderAsync(CancellationToken token);
}

[MessagePackObject]
public class Order
{
    [Key(0)] public int[] Items { get; set; } = [];
}
