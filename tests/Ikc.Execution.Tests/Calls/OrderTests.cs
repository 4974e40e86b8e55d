// SPDX-License-Identifier: MIT
namespace Ikc.Execution.Calls;

/// <summary>The order that is promised: of one thread's synchronous calls, and of one client's asynchronous calls.</summary>
public sealed class OrderTests
{
    [Fact]
    public async Task OneWayAndSynchronousCallsOfAThreadAreDispatchedInOrder()
    {
        await using Pair<ILife> pair = await LifePair.OpenAsync();
        for (int i = 0; i < 20_000; i++)
            pair.Client.Post(i);
        Assert.Equal(Enumerable.Range(0, 20_000), pair.Client.Posted());
    }

    [Fact]
    public async Task EachOfManyThreadsKeepsItsOwnOrder()
    {
        const int Threads = 8;
        const int Posts = 2_000;
        await using Pair<ILife> pair = await LifePair.OpenAsync();
        TestThreads threads = TestThreads.Start(Threads, t =>
        {
            for (int i = 0; i < Posts; i++)
                pair.Client.Post((t * Posts) + i);
            _ = pair.Client.Add(1, 1); // returned: everything before it was dispatched
        });
        threads.Join();
        int[] posted = pair.Client.Posted();
        Assert.Equal(Threads * Posts, posted.Length);
        for (int t = 0; t < Threads; t++)
            Assert.Equal(Enumerable.Range(t * Posts, Posts), posted.Where(value => value / Posts == t));
    }
}
