// SPDX-License-Identifier: MIT
using Ikc.Execution.Services;
using Ikc.Execution.Streams;

namespace Ikc.Execution.Bulk;

/// <summary>Arguments that are written where the service reads them.</summary>
public sealed class LoanTests
{
    private const int MiB = 1 << 20;

    /// <summary>Bulk slots of one channel and direction.</summary>
    private const int Slots = 32;

    private static readonly Order s_order = new() { Name = "an order" };

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1000)]
    [InlineData(70_000)]
    [InlineData(3 * MiB)]
    public async Task EachShapeArrives(int count)
    {
        await using Pair<IBulk> pair = await OpenAsync();
        IBulk bulk = pair.Client;
        Assert.Equal(4 * Total(count), Sum(bulk, count));
        Assert.Equal(7 + (15.0 * (count / 10)), await SumPoints(bulk, count / 10));
        using IkcLease<byte> reversed = Reverse(bulk, count);
        Assert.Equal(count, reversed.Length);
        for (int i = 0; i < count; i++)
            Assert.Equal(Element(count - 1 - i), reversed.Span[i]);
        Assert.Equal(2 * Total(count), await SumLeases(bulk, count) + SumLease(bulk, count));

        int times = 0;
        Send(bulk.BeginPut(count / 8));
        AssertLast();
        await PutAsync(bulk, count / 8);
        AssertLast();
        Send(bulk.BeginPost(count / 8));
        AssertLast();
        Send(bulk.BeginPostLease(count / 8));
        AssertLast();
        await PostAsync(bulk, count / 8);
        await StreamPair.UntilAsync(() => bulk.Last().Times == times + 1); // on another channel than the question
        AssertLast();

        void AssertLast() => Assert.Equal((count >= 8 ? 42 : 0, count / 8, ++times), bulk.Last());
    }

    [Fact]
    public async Task LessCanBeSentThanWasLent()
    {
        await using Pair<IBulk> pair = await OpenAsync();
        foreach (int count in (int[])[0, 1, 999, 100_000])
        {
            using IkcLoan<byte, long> loan = pair.Client.BeginSum("x", 100_000);
            Assert.Equal(100_000, loan.Length);
            loan.Span.Fill(1);
            Assert.Equal(count, loan.Send(count));
        }

        using IkcLoan<byte, long> more = pair.Client.BeginSum("x", 8);
        bool refused = false;
        try
        {
            more.Send(9);
        }
        catch (ArgumentOutOfRangeException)
        {
            refused = true;
        }

        Assert.True(refused);
        more.Span.Fill(2);
        Assert.Equal(16, more.Send()); // it is still there
        Assert.Throws<ArgumentOutOfRangeException>(() => { pair.Client.BeginPut(-1).Dispose(); });
        Assert.Throws<ArgumentOutOfRangeException>(() => { pair.Client.BeginPutAsync(s_order, -1).Dispose(); });
        Assert.Equal(IkcStatus.TooLarge, Assert.Throws<IkcException>(() => { pair.Client.BeginPut(int.MaxValue).Dispose(); }).Status);
        Assert.Equal(IkcStatus.TooLarge, Assert.Throws<IkcException>(() => { pair.Client.BeginPutAsync(s_order, int.MaxValue).Dispose(); }).Status);
    }

    [Fact]
    public async Task ItIsWrittenOnceAndReadInPlace()
    {
        await using Pair<IBulk> pair = await OpenAsync();
        IBulk bulk = pair.Client;
        IkcChannel channel = IkcChannel.Of(bulk);
        for (int i = 0; i < 100; i++)
            HoldOne(bulk, i);
        IkcChannelCounters before = channel.Counters;
        long allocated = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
            HoldOne(bulk, i);
        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        IkcChannelCounters after = channel.Counters;
        Assert.Equal(100, after.BulkSlotsRented - before.BulkSlotsRented);
        Assert.InRange(after.BulkBytesCopied - before.BulkBytesCopied, 100, 100 * 16); // the other argument, the count, padding
        Assert.InRange(allocated, 0, 100 * 64);

        // What the service has is the memory that the caller wrote: a change after the call is seen.
        IkcLoan<byte> loan = bulk.BeginHold(true, MiB);
        Span<byte> memory = loan.Span;
        memory.Fill(17);
        loan.Send();
        Assert.Equal(17, bulk.Kept());
        memory[0] = 18;
        Assert.Equal(18, bulk.Kept());
        Assert.Equal(1, bulk.Drop());

        // An ordinary call copies, once.
        before = channel.Counters;
        Assert.Equal(0, bulk.Sum("x", new byte[MiB]));
        Assert.InRange(channel.Counters.BulkBytesCopied - before.BulkBytesCopied, MiB, MiB + 64);

        static void HoldOne(IBulk bulk, int value)
        {
            IkcLoan<byte> one = bulk.BeginHold(true, MiB);
            one.Span.Fill((byte)value);
            one.Send();
            if (bulk.Kept() != value || bulk.Drop() != 1)
                throw new InvalidOperationException();
        }
    }

    [Fact]
    public async Task ItCanBeUsedOnce()
    {
        await using Pair<IBulk> pair = await OpenAsync();
        IkcLoan<long> sent = pair.Client.BeginPut(10_000);
        IkcLoan<long> copy = sent;
        sent.Send();
        AssertVoid(sent);
        AssertVoid(copy);
        IkcLoan<long> given = pair.Client.BeginPut(10_000);
        IkcLoan<long> other = given;
        given.Dispose();
        given.Dispose();
        AssertVoid(other);
        other.Dispose();
        using IkcLoan<long> later = pair.Client.BeginPut(10_000); // the void ones do not reach it
        copy.Dispose();
        AssertVoid(sent);
        later.Span.Clear();
        later.Span[0] = 4;
        later.Send();
        AssertVoid(default);
        Assert.Equal((4, 10_000, 2), pair.Client.Last());
        AssertAsyncVoid(pair.Client);

        static void AssertAsyncVoid(IBulk bulk)
        {
            IkcLoan<Point, ValueTask<double>> loan = bulk.BeginSumAsync(1, 10_000);
            IkcLoan<Point, ValueTask<double>> copy = loan;
            loan.Span.Clear();
            Assert.Equal(1, loan.Send().AsTask().GetAwaiter().GetResult());
            int refused = 0;
            try
            {
                copy.Send();
            }
            catch (ObjectDisposedException)
            {
                refused++;
            }

            try
            {
                _ = copy.Span;
            }
            catch (ObjectDisposedException)
            {
                refused++;
            }

            Assert.Equal(2, refused);
        }
    }

    [Fact]
    public async Task OneThatIsGivenUpCostsNothing()
    {
        await using Pair<IBulk> pair = await OpenAsync();
        IBulk bulk = pair.Client;
        for (int i = 0; i < 3 * Slots; i++)
        {
            using IkcLoan<long> loan = bulk.BeginPut(10_000);
            using IkcLoan<Point, ValueTask<double>> other = bulk.BeginSumAsync(1, 10_000);
            loan.Span[0] = i;
            other.Span[0].X = i;
        }

        Assert.Equal((0, 0, 0), bulk.Last());
        Assert.Equal(Total(1000), Sum(bulk, 1000) / 4);
    }

    [Fact]
    public async Task SlotsAreBounded()
    {
        await using Pair<IBulk> pair = await OpenAsync();
        IBulk bulk = pair.Client;
        for (int i = 0; i < Slots; i++)
            Hold(bulk);
        IkcException late = Assert.Throws<IkcException>(() => { bulk.With(TimeSpan.FromMilliseconds(100)).BeginPut(10_000).Dispose(); });
        Assert.Equal((IkcStatus.DeadlineExceeded, CallFate.NotSent), (late.Status, late.Fate));
        Assert.Equal(Slots, bulk.Drop());
        Assert.Equal(Total(10_000), Sum(bulk, 10_000) / 4);

        // An asynchronous one has nothing on which it could wait.
        var tasks = new List<Task>();
        IkcException? full = null;
        try
        {
            Nest(Slots + 1);
        }
        catch (IkcException e)
        {
            full = e;
        }

        Assert.Equal((IkcStatus.RingFull, CallFate.NotSent), (full?.Status, full?.Fate));
        await Task.WhenAll(tasks);
        await PutAsync(bulk, 10_000);

        static void Hold(IBulk bulk)
        {
            using IkcLoan<byte> loan = bulk.BeginHold(true, 10_000);
            loan.Send();
        }

        void Nest(int depth)
        {
            using IkcLoan<long, ValueTask> loan = bulk.BeginPutAsync(s_order, 10_000);
            if (depth > 1)
                Nest(depth - 1);
            tasks.Add(loan.Send().AsTask());
        }
    }

    [Fact]
    public async Task TheDeadlineCountsFromSending()
    {
        await using Pair<IBulk> pair = await OpenAsync();
        var deadline = TimeSpan.FromSeconds(2);
        Send(pair.Client.With(deadline).BeginPut(10), deadline);
        Assert.Equal((42, 10, 1), pair.Client.Last());
        await SendAsync(pair.Client, deadline);
        Assert.Equal((42, 10, 2), pair.Client.Last());

        static void Send(IkcLoan<long> loan, TimeSpan filling)
        {
            loan.Span.Fill(42);
            Thread.Sleep(filling + filling / 4);
            loan.Send();
        }

        static ValueTask SendAsync(IBulk bulk, TimeSpan filling)
        {
            IkcLoan<long, ValueTask> loan = bulk.With(filling).BeginPutAsync(s_order, 10);
            loan.Span.Fill(42);
            Thread.Sleep(filling + filling / 4);
            return loan.Send();
        }
    }

    [Fact]
    public async Task ACancelledOneIsNotSent()
    {
        await using Pair<IBulk> pair = await OpenAsync();
        using var source = new CancellationTokenSource();
        int cancelled = 0;
        try
        {
            using IkcLoan<byte, long> loan = pair.Client.BeginSum("x", 10_000, source.Token);
            source.Cancel();
            loan.Send();
        }
        catch (OperationCanceledException)
        {
            cancelled++;
        }

        Assert.Throws<OperationCanceledException>(() => { pair.Client.BeginSum("x", 10_000, source.Token).Dispose(); });
        Assert.Throws<OperationCanceledException>(() => { pair.Client.BeginPutAsync(s_order, 10_000, source.Token).Dispose(); });
        Assert.Equal(1, cancelled);
        Assert.Equal(Total(8), Sum(pair.Client, 8) / 4);
    }

    [Fact]
    public async Task AFakeHasMemoryOfItsOwn()
    {
        IBulk fake = new BulkService();
        Assert.Equal(4 * Total(100), Sum(fake, 100));
        Assert.Equal(7 + 150.0, await SumPoints(fake, 10));
        Send(fake.BeginPut(5));
        await PutAsync(fake, 6);
        Send(fake.BeginPost(7));
        await PostAsync(fake, 8);
        Assert.Equal((42, 8, 4), fake.Last());
        Assert.Equal(Total(9), SumLease(fake, 9));
        Assert.Throws<ArgumentOutOfRangeException>(() => { fake.BeginPut(-1).Dispose(); });
    }

    [Fact]
    public async Task ADerivedContractHasItsBasesLoans()
    {
        await using Pair<IMoreBulk> pair = await Pair<IMoreBulk>.OpenAsync(new BulkService());
        IMoreBulk more = pair.Client;
        Assert.Equal(4 * Total(100), Sum(more, 100));
        Send(more.With(TimeSpan.FromMinutes(1)).BeginPut(5));
        Send(((IBulk)more).With(TimeSpan.FromMinutes(1)).BeginPut(6));
        Assert.Equal((42, 6, 2), more.Last());
        Assert.Equal(30_000, Greatest(more));

        static int Greatest(IMoreBulk more)
        {
            using IkcLoan<int, int> loan = more.BeginGreatest(30_001);
            for (int i = 0; i < loan.Length; i++)
                loan.Span[i] = i;
            return loan.Send();
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ThePeerGoesWhileItIsFilled(bool isKilled)
    {
        for (int round = 0; round < TestFabric.Rounds(4); round++)
        {
            using var domain = new TestDomain();
            await using IkcNode node = domain.Open(1);
            using PeerProcess peer = PeerProcess.Start(domain, 0, "serve-bulk");
            IBulk bulk = await node.ConnectAsync<IBulk>(new IkcConnectOptions { Deadline = TestFabric.Patience });
            Assert.Equal(Total(8), Sum(bulk, 8) / 4);
            await PutAsync(bulk, 8);
            AssertOutlives(bulk, isKilled ? peer.Kill : () => ((IAsyncDisposable)bulk).DisposeAsync().AsTask().Wait());
        }

        static void AssertOutlives(IBulk bulk, Action end)
        {
            using IkcLoan<long> loan = bulk.BeginPut(MiB);
            using IkcLoan<long, ValueTask> other = bulk.BeginPutAsync(s_order, MiB);
            using IkcLoan<Point, ValueTask<double>> third = bulk.BeginSumAsync(1, MiB);
            end();
            IkcChannel channel = IkcChannel.Of(bulk);
            Assert.True(SpinWait.SpinUntil(() => !channel.IsOpen, TestFabric.Patience));
            for (int i = 0; i < 20; i++) // the memory stays, also when the channel is put away
            {
                loan.Span.Fill(i);
                other.Span.Fill(i);
                third.Span.Fill(new Point { X = i });
                Thread.Sleep(2);
            }

            IkcException? gone = null;
            try
            {
                loan.Send();
            }
            catch (IkcException e)
            {
                gone = e;
            }

            Assert.Equal(CallFate.NotSent, gone?.Fate);
            ValueTask sent = other.Send();
            gone = Assert.Throws<IkcException>(() => sent.AsTask().GetAwaiter().GetResult());
            Assert.Equal(CallFate.NotSent, gone.Fate);
        }
    }

    private static Task<Pair<IBulk>> OpenAsync() => Pair<IBulk>.OpenAsync(new BulkService());

    private static byte Element(int index) => (byte)(index * 7);

    private static long Total(int count)
    {
        long sum = 0;
        for (int i = 0; i < count; i++)
            sum += Element(i);
        return sum;
    }

    private static void Fill(Span<byte> memory)
    {
        for (int i = 0; i < memory.Length; i++)
            memory[i] = Element(i);
    }

    private static long Sum(IBulk bulk, int count)
    {
        using IkcLoan<byte, long> loan = bulk.BeginSum("four", count);
        Fill(loan.Span);
        return loan.Send();
    }

    private static ValueTask<double> SumPoints(IBulk bulk, int count)
    {
        using IkcLoan<Point, ValueTask<double>> loan = bulk.BeginSumAsync(7, count);
        loan.Span.Fill(new Point { X = 10, Y = 5 });
        return loan.Send();
    }

    private static IkcLease<byte> Reverse(IBulk bulk, int count)
    {
        using IkcLoan<byte, IkcLease<byte>> loan = bulk.BeginReverse(count);
        Fill(loan.Span);
        return loan.Send();
    }

    private static ValueTask<long> SumLeases(IBulk bulk, int count)
    {
        using IkcLoan<byte, ValueTask<long>> loan = bulk.BeginSumLeaseAsync(5, count);
        Fill(loan.Span);
        return loan.Send();
    }

    private static long SumLease(IBulk bulk, int count)
    {
        using IkcLoan<byte, long> loan = bulk.BeginSumLease(count);
        Fill(loan.Span);
        return loan.Send();
    }

    private static void Send(IkcLoan<long> loan)
    {
        loan.Span.Fill(42);
        loan.Send();
    }

    private static ValueTask PutAsync(IBulk bulk, int count)
    {
        using IkcLoan<long, ValueTask> loan = bulk.BeginPutAsync(s_order, count);
        loan.Span.Fill(42);
        return loan.Send();
    }

    private static ValueTask PostAsync(IBulk bulk, int count)
    {
        using IkcLoan<long, ValueTask> loan = bulk.BeginPostAsync(count);
        loan.Span.Fill(42);
        return loan.Send();
    }

    private static void AssertVoid(IkcLoan<long> loan)
    {
        int refused = 0;
        try
        {
            loan.Send();
        }
        catch (ObjectDisposedException)
        {
            refused++;
        }

        try
        {
            _ = loan.Span;
        }
        catch (ObjectDisposedException)
        {
            refused++;
        }

        Assert.Equal(2, refused);
    }
}
