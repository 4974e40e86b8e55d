// SPDX-License-Identifier: MIT
using Ikc.CompilerServices;
using Ikc.Execution.Services;
using Ikc.Execution.Streams;

namespace Ikc.Execution.Calls;

/// <summary>What interceptors see of each shape of call, on either side, and what they can do to it.</summary>
public sealed class InterceptorTests
{
    [Fact]
    public async Task BothSidesSeeEachCall()
    {
        var asked = new Recorder();
        var served = new Recorder();
        await using Ground<ILife> life = await Ground<ILife>.OpenAsync(node => new LifeService(node), asked, served);
        Assert.Equal(3, life.Client.Add(1, 2));
        Assert.Equal(5, await life.Client.AddAsync(2, 3));
        life.Client.Post(7);
        Assert.Equal([7], life.Client.Posted()); // after it, so that all of the service's outcomes are there
        Assert.Throws<IkcException>(() => life.Client.Throw("no"));
        await Assert.ThrowsAsync<IkcException>(async () => await life.Client.ThrowAsync("no"));
        using (IkcLease<byte> lease = life.Client.Fill(100_000, 4))
            Assert.Equal(4, lease.Span[^1]);
        Assert.Equal(6, life.Client.Sum([1, 2, 3]));

        string[] expected = ["1 Add Ok", "2 AddAsync Ok", "11 Post Ok", "12 Posted Ok", "3 Throw Faulted", "4 ThrowAsync Faulted", "13 Fill Ok", "14 Sum Ok"];
        Assert.Equal(expected, asked.Lines);
        await StreamPair.UntilAsync(() => served.Lines.Length == expected.Length);
        Assert.Equal(expected.Order(), served.Lines.Order()); // what was thrown later may be told later
        Assert.All(asked.Calls, call => Assert.Equal(("test.life", "life", life.Server.Self.Epoch), (call.Contract, call.ServiceName, call.Peer.Epoch)));
        Assert.All(served.Calls, call => Assert.Equal(("test.life", "life", life.Caller.Self.Epoch), (call.Contract, call.ServiceName, call.Peer.Epoch)));
        Assert.Equal("life", IkcChannel.Of(life.Client).ServiceName);
    }

    [Fact]
    public async Task ALoanIsACallWhenItIsSent()
    {
        var asked = new Recorder();
        await using Ground<IMoreBulk> bulk = await Ground<IMoreBulk>.OpenAsync(_ => new BulkService(), asked, null);
        IkcChannel channel = IkcChannel.Of(bulk.Client);
        long copied = channel.Counters.BulkBytesCopied;
        Assert.Equal(0, Sum(bulk.Client, sends: false));
        Assert.Empty(asked.Lines);
        Assert.Equal(5 * 7000, Sum(bulk.Client, sends: true));
        Assert.Equal(1, await SumAsync(bulk.Client));
        await PutAsync(bulk.Client, "fine");
        await Assert.ThrowsAsync<IkcException>(async () => await PutAsync(bulk.Client, ""));
        Assert.Throws<OperationCanceledException>(() => SumCancelled(bulk.Client));
        Assert.Equal(["1 Sum Ok", "2 SumAsync Ok", "4 PutAsync Ok", "4 PutAsync Faulted", "1 Sum Cancelled"], asked.Lines);
        Assert.InRange(channel.Counters.BulkBytesCopied - copied, 1, 1000); // nobody between has copied

        static long SumCancelled(IBulk bulk)
        {
            using var source = new CancellationTokenSource();
            IkcLoan<byte, long> loan = bulk.BeginSum("x", 7000, source.Token);
            source.Cancel();
            return loan.Send();
        }

        static long Sum(IBulk bulk, bool sends)
        {
            using IkcLoan<byte, long> loan = bulk.BeginSum("five ", 7000);
            loan.Span.Fill(1);
            return sends ? loan.Send() : 0;
        }

        static ValueTask<double> SumAsync(IBulk bulk)
        {
            IkcLoan<Point, ValueTask<double>> loan = bulk.BeginSumAsync(1, 7000);
            loan.Span.Clear();
            return loan.Send();
        }

        static ValueTask PutAsync(IBulk bulk, string name)
        {
            IkcLoan<long, ValueTask> loan = bulk.BeginPutAsync(new Order { Name = name }, 7000);
            loan.Span.Clear();
            return loan.Send();
        }
    }

    [Fact]
    public async Task AStreamIsOneCallUntilItEnds()
    {
        var asked = new Recorder();
        var served = new Recorder();
        await using Ground<IStreams> streams = await Ground<IStreams>.OpenAsync(_ => new StreamService(), asked, served);
        IAsyncEnumerable<int> twice = streams.Client.Count(1, 3);
        Assert.Empty(asked.Lines);
        Assert.Equal([1, 2, 3], await StreamPair.ListAsync(twice));
        Assert.Equal([1, 2, 3], await StreamPair.ListAsync(twice));
        Assert.Equal(10, (await StreamPair.ListAsync(streams.Client.Endless(), 10)).Count);
        await Assert.ThrowsAsync<IkcException>(() => StreamPair.ListAsync(streams.Client.FailAfter(2)));
        Assert.Equal(45, await streams.Client.SumAsync(Enumerable.Range(0, 10).ToAsyncEnumerable()));
        string[] expected = ["1 Count Ok", "1 Count Ok", "10 Endless Cancelled", "8 FailAfter Faulted", "4 SumAsync Ok"];
        Assert.Equal(expected, asked.Lines);
        await StreamPair.UntilAsync(() => served.Lines.Length == expected.Length);
        Assert.Equal(expected.Order(), served.Lines.Order());
        Assert.All(served.Calls, call => Assert.Equal(streams.Caller.Self.Epoch, call.Peer.Epoch));
    }

    [Fact]
    public async Task OptionsReachTheClientBehind()
    {
        var asked = new Recorder();
        await using Ground<ILife> life = await Ground<ILife>.OpenAsync(node => new LifeService(node), asked, null);
        IkcException late = Assert.Throws<IkcException>(() => life.Client.With(deadline: TimeSpan.FromMilliseconds(20)).Block(100));
        Assert.Equal(IkcStatus.DeadlineExceeded, late.Status);
        Assert.Equal(["5 Block DeadlineExceeded"], asked.Lines);
        Assert.True(asked.Outcomes[0].Elapsed >= TimeSpan.FromMilliseconds(20));
        Assert.Same(late, asked.Outcomes[0].Failure);
    }

    [Fact]
    public async Task ADiamondIsInterceptedUnderAllItsContracts()
    {
        var asked = new Recorder();
        await using Ground<IDiamond> diamond = await Ground<IDiamond>.OpenAsync(_ => new DiamondService(), asked, null);
        IDiamond client = diamond.Client;
        Assert.Equal("root 1", ((IRoot)client).With(deadline: TimeSpan.FromSeconds(60)).Root(1));
        Assert.Equal("left 2", ((ILeft)client).Left(2));
        Assert.Equal("right async 3", await client.With(deadline: TimeSpan.FromSeconds(60)).RightAsync(3));
        Assert.Equal(["test.root 1", "test.left 1", "test.right 2"], asked.Calls.Select(call => $"{call.Contract} {call.MethodId}"));
    }

    [Fact]
    public async Task MethodsOfTheSameSignatureAreToldApart()
    {
        var asked = new Recorder();
        await using Ground<ITwins> twins = await Ground<ITwins>.OpenAsync(_ => new Twins(), asked, null);
        ((ILeftTwin)twins.Client).Note(1);
        ((IRightTwin)twins.Client).Note(10);
        ((IRightTwin)twins.Client).With(deadline: TimeSpan.FromSeconds(60)).Note(10);
        Assert.Equal(21, twins.Client.Count());
        Assert.Equal(["test.twin.left", "test.twin.right", "test.twin.right", "test.twins"], asked.Calls.Select(call => call.Contract));
    }

    [Fact]
    public async Task WhoRefusesBeforeIsTheLastToBeAsked()
    {
        var first = new Recorder();
        var refuser = new Recorder { OnBefore = _ => throw new IkcException(IkcStatus.PermissionDenied, "not you") };
        var never = new Recorder();
        var served = new Recorder();
        await using Ground<ILife> life = await Ground<ILife>.OpenAsync(node => new LifeService(node), [first, refuser, never], [served]);
        Assert.Equal(IkcStatus.PermissionDenied, Assert.Throws<IkcException>(() => life.Client.Add(1, 2)).Status);
        Assert.Equal(IkcStatus.PermissionDenied, (await Assert.ThrowsAsync<IkcException>(async () => await life.Client.AddAsync(1, 2))).Status);
        Assert.Equal(["1 Add PermissionDenied", "2 AddAsync PermissionDenied"], first.Lines);
        Assert.Empty(refuser.Lines);
        Assert.Empty(never.Lines);
        Assert.Empty(served.Lines);
    }

    [Fact]
    public async Task AServiceRefusesAsIfItsMethodHadThrown()
    {
        var refuser = new Recorder { OnBefore = call => call.MethodId == 1 ? throw new InvalidOperationException("not this") : null };
        await using Ground<ILife> life = await Ground<ILife>.OpenAsync(node => new LifeService(node), null, refuser);
        Assert.Equal(IkcStatus.Faulted, Assert.Throws<IkcException>(() => life.Client.Add(1, 2)).Status);
        Assert.Equal(3, await life.Client.AddAsync(1, 2));
    }

    [Fact]
    public async Task WhatIsThrownAfterTakesTheResultsPlaceAndTheOthersAreStillTold()
    {
        var first = new Recorder();
        var thrower = new Recorder { OnAfter = _ => throw new InvalidOperationException("after") };
        await using Ground<ILife> life = await Ground<ILife>.OpenAsync(node => new LifeService(node), [first, thrower], []);
        Assert.Throws<InvalidOperationException>(() => life.Client.Add(1, 2));
        Assert.Equal(["1 Add Ok"], first.Lines);
    }

    [Fact]
    public async Task StateGoesFromBeforeToAfterInnermostFirst()
    {
        List<string> order = [];
        Recorder Named(string name) => new()
        {
            OnBefore = _ =>
            {
                order.Add("before " + name);
                return name;
            },
            OnAfter = outcome => order.Add("after " + outcome.State),
        };
        await using Ground<ILife> life = await Ground<ILife>.OpenAsync(node => new LifeService(node), [Named("a"), Named("b")], []);
        _ = life.Client.Add(1, 2);
        Assert.Equal(["before a", "before b", "after b", "after a"], order);
    }

    [Fact]
    public async Task WithoutInterceptorsNothingStandsInBetween()
    {
        await using Ground<ILife> life = await Ground<ILife>.OpenAsync(node => new LifeService(node), [], []);
        Assert.IsNotAssignableFrom<IkcIntercepted>(life.Client);
        Assert.IsAssignableFrom<IkcClient>(life.Client);
    }

    private sealed class Twins : ITwins
    {
        private int _left;
        private int _right;

        public int Count() => _left + _right;

        void ILeftTwin.Note(int value) => _left += value;

        void IRightTwin.Note(int value) => _right += value;
    }

    /// <summary>Two nodes with interceptors.</summary>
    private sealed class Ground<TContract>(TestDomain domain, IkcNode server, IkcNode caller, TContract client) : IAsyncDisposable
        where TContract : class, IIkcContract<TContract>
    {
        public IkcNode Server => server;

        public IkcNode Caller => caller;

        public TContract Client => client;

        public static Task<Ground<TContract>> OpenAsync(Func<IkcNode, TContract> service, Recorder? asked, Recorder? served) =>
            OpenAsync(service, asked is null ? [] : [asked], served is null ? [] : [served]);

        public static async Task<Ground<TContract>> OpenAsync(Func<IkcNode, TContract> service, Recorder[] asked, Recorder[] served)
        {
            var domain = new TestDomain();
            IkcNode server = domain.Open(new IkcNodeOptions { Instance = 0, ServiceInterceptors = served });
            server.Serve(service(server), new IkcServeOptions { Name = "life" });
            IkcNode caller = domain.Open(new IkcNodeOptions { Instance = 1, ClientInterceptors = asked });
            TContract client = await caller.ConnectAsync<TContract>(new IkcConnectOptions { Name = "life" });
            return new Ground<TContract>(domain, server, caller, client);
        }

        public async ValueTask DisposeAsync()
        {
            await caller.DisposeAsync();
            await server.DisposeAsync();
            domain.Dispose();
        }
    }

    private sealed class Recorder : IkcInterceptor
    {
        private readonly List<(IkcCallInfo Call, IkcCallOutcome Outcome)> _seen = [];

        public Func<IkcCallInfo, object?>? OnBefore { get; init; }

        public Action<IkcCallOutcome>? OnAfter { get; init; }

        public string[] Lines => [.. Seen().Select(seen => $"{seen.Call.MethodId} {seen.Call.Method} {seen.Outcome.Status}")];

        public IkcCallInfo[] Calls => [.. Seen().Select(seen => seen.Call)];

        public IkcCallOutcome[] Outcomes => [.. Seen().Select(seen => seen.Outcome)];

        public override object? Before(in IkcCallInfo call) => OnBefore?.Invoke(call);

        public override void After(in IkcCallInfo call, in IkcCallOutcome outcome)
        {
            lock (_seen)
                _seen.Add((call, outcome));
            OnAfter?.Invoke(outcome);
        }

        private (IkcCallInfo Call, IkcCallOutcome Outcome)[] Seen()
        {
            lock (_seen)
                return [.. _seen];
        }
    }
}
