// SPDX-License-Identifier: MIT
using Ikc.CompilerServices;
using Ikc.Fabrics;

namespace Ikc.Channels;

/// <summary>What a caller asks of its bell when it sleeps: each of it is a system call.</summary>
public sealed class ParkedCallTests
{
    private const int Calls = 100;

    /// <summary>A wait empties the bell, so the next sleep begins with no drain of its own.</summary>
    [Fact]
    public async Task ASleepIsOneWait()
    {
        using var test = new SleepyCall();
        CalculatorClient client = await test.ConnectAsync();
        Assert.Equal(2, client.Add(1, 1)); // opens the thread's lane
        test.Bell.Forget();
        for (int i = 0; i < Calls; i++)
            Assert.Equal(i + 1, client.Add(i, 1));
        Assert.Equal((Calls, 0), (test.Bell.Waits, test.Bell.Drains));
    }

    /// <summary>A sleep that was announced and that no ring has ended may be rung yet: the bell is emptied before the next.</summary>
    [Fact]
    public async Task ASleepWithoutARingIsFollowedByADrain()
    {
        using var test = new SleepyCall();
        CalculatorClient client = await test.ConnectAsync();
        Assert.Equal(2, client.Add(1, 1)); // opens the thread's lane
        test.Bell.Forget();
        test.Bell.EndsInVain = 2;
        Assert.Equal(3, client.Add(1, 2));
        Assert.Equal((3, 2), (test.Bell.Waits, test.Bell.Drains));
        Assert.Equal(7, client.Add(3, 4));
        Assert.Equal((4, 2), (test.Bell.Waits, test.Bell.Drains));
    }

    /// <summary>Two nodes; the service's method ends when its caller is about to sleep on its bell, and not before.</summary>
    private sealed class SleepyCall : IDisposable
    {
        private readonly TemporaryDomain _domain = new();
        private readonly SemaphoreSlim _mayEnd = new(0);
        private readonly TestHub _service;
        private readonly TestHub _client;
        private WatchedBell? _bell;

        public SleepyCall()
        {
            _service = new TestHub(_domain, 0);
            _service.Serve(SleepyContract.Definition, _mayEnd);
            _client = new TestHub(_domain.Path, 1, IkcWaitPolicy.Park, inner => new WatchedFabric(inner, Watch));
        }

        /// <summary>Of the lane that was opened last.</summary>
        public WatchedBell Bell => _bell!;

        public async Task<CalculatorClient> ConnectAsync() =>
            (CalculatorClient)await _client.ConnectAsync(SleepyContract.Definition, policy: IkcWaitPolicy.Park);

        public void Dispose()
        {
            _mayEnd.Release(); // if a test has failed inside a call
            _client.Dispose();
            _service.Dispose();
            _mayEnd.Dispose();
            _domain.Dispose();
        }

        private LaneBell Watch(LaneBell inner) => _bell = new WatchedBell(inner, _mayEnd);
    }

    private sealed class WatchedBell(LaneBell inner, SemaphoreSlim sleepsNow) : LaneBell
    {
        public int Drains { get; private set; }

        public int Waits { get; private set; }

        /// <summary>So many waits end at once, as if the time had passed.</summary>
        public int EndsInVain { get; set; }

        public override int Number => inner.Number;

        public override unsafe void Bind(uint* word) => inner.Bind(word);

        public void Forget() => Drains = Waits = 0;

        public override void Drain()
        {
            Drains++;
            inner.Drain();
        }

        public override bool Wait(long timeoutNs)
        {
            Waits++;
            if (EndsInVain-- > 0)
                return false;
            sleepsNow.Release();
            return inner.Wait(timeoutNs);
        }

        public override void Signal() => inner.Signal();

        public override void Dispose() => inner.Dispose();
    }

    private static class SleepyContract
    {
        private const string Id = "test.sleepy";

        public static IkcContractDefinition<object> Definition { get; } = new(
            Id,
            [],
            [new IkcMethodDefinition(Id, 1, "Add", IkcMethodKind.Sync, 11)],
            static channel => new CalculatorClient(channel),
            static service => new Dispatcher((SemaphoreSlim)service),
            static (inner, _) => inner);

        private sealed class Dispatcher(SemaphoreSlim mayEnd) : IkcDispatcher
        {
            public override void Dispatch(scoped ref IkcServerCall call)
            {
                int sum = call.Reader.Read<int>() + call.Reader.Read<int>();
                call.EndArguments();
                mayEnd.Wait();
                call.BeginReply(4);
                call.Writer.Write(sum);
                call.Reply();
            }
        }
    }
}
