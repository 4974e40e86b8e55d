// SPDX-License-Identifier: MIT
namespace Ikc.Execution.Calls;

/// <summary>The call shapes of <see cref="IDeeds"/>, called in one way.</summary>
internal static class Shapes
{
    public static TheoryData<string> All() =>
    [
        nameof(IDeeds.Sync), nameof(IDeeds.SyncVoid), nameof(IDeeds.SyncLease), nameof(IDeeds.Async), nameof(IDeeds.AsyncVoid),
        nameof(IDeeds.AsyncLease), nameof(IDeeds.Watch), nameof(IDeeds.Sum),
    ];

    public static TheoryData<string> OneWay() => [nameof(IDeeds.Post), nameof(IDeeds.PostAsync)];

    /// <summary>Calls on a thread that may block.</summary>
    public static Task CallAsync(IDeeds deeds, string shape, Deed deed, CancellationToken token = default) =>
        Task.Run(() => CallHereAsync(deeds, shape, deed, token), CancellationToken.None);

    public static Task CallAsync(IDeeds deeds, string shape, Deed deed, TimeSpan deadline) => Task.Run(async () =>
    {
        IDeedsCalls hurried = deeds.With(deadline);
        switch (shape)
        {
            case nameof(IDeeds.Sync):
                hurried.Sync(deed);
                break;
            case nameof(IDeeds.SyncVoid):
                hurried.SyncVoid(deed);
                break;
            case nameof(IDeeds.SyncLease):
                hurried.SyncLease(deed).Dispose();
                break;
            case nameof(IDeeds.Async):
                await hurried.Async(deed);
                break;
            case nameof(IDeeds.AsyncVoid):
                await hurried.AsyncVoid(deed);
                break;
            case nameof(IDeeds.AsyncLease):
                (await hurried.AsyncLease(deed)).Dispose();
                break;
            case nameof(IDeeds.Watch):
                await SumOfAsync(hurried.Watch(deed));
                break;
            default:
                await hurried.Sum(SevenAsync(), deed);
                break;
        }
    });

    private static async IAsyncEnumerable<int> SevenAsync()
    {
        yield return 4;
        await Task.Yield();
        yield return 3;
    }

    private static async Task<int> SumOfAsync(IAsyncEnumerable<int> items)
    {
        int sum = 0;
        await foreach (int item in items)
            sum += item;
        return sum;
    }

    private static async Task CallHereAsync(IDeeds deeds, string shape, Deed deed, CancellationToken token)
    {
        switch (shape)
        {
            case nameof(IDeeds.Sync):
                Assert.Equal(7, deeds.Sync(deed, token));
                break;
            case nameof(IDeeds.SyncVoid):
                deeds.SyncVoid(deed, token);
                break;
            case nameof(IDeeds.SyncLease):
                using (IkcLease<byte> lease = deeds.SyncLease(deed, token))
                    Assert.Equal([7, 7, 7, 7], lease.Span.ToArray());
                break;
            case nameof(IDeeds.Async):
                Assert.Equal(7, await deeds.Async(deed, token));
                break;
            case nameof(IDeeds.AsyncVoid):
                await deeds.AsyncVoid(deed, token);
                break;
            case nameof(IDeeds.AsyncLease):
                using (IkcLease<byte> lease = await deeds.AsyncLease(deed, token))
                    Assert.Equal([7, 7, 7, 7], lease.Span.ToArray());
                break;
            case nameof(IDeeds.Watch):
                Assert.Equal(7, await SumOfAsync(deeds.Watch(deed, token)));
                break;
            case nameof(IDeeds.Sum):
                Assert.Equal(7, await deeds.Sum(SevenAsync(), deed, token));
                break;
            case nameof(IDeeds.Post):
                deeds.Post(deed, token);
                break;
            default:
                await deeds.PostAsync(deed, token);
                break;
        }
    }
}
