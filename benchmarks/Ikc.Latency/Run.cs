// SPDX-License-Identifier: MIT
using System.Diagnostics;
using Ikc.Channels;

namespace Ikc.Latency;

/// <summary>
/// All series, one after the other, and that again for each repetition: what is compared lies close in time. The first round counts for
/// nothing; it warms both processes up until their code is optimized, which is the state of a server that has been up for some seconds.
/// </summary>
internal sealed class Run(Options options)
{
    private const int WarmUpPauses = 6;
    private static readonly TimeSpan WarmUpPause = TimeSpan.FromMilliseconds(300);

    private readonly Shared _shared = Shared.Create();
    private readonly byte[] _source = Bulk.Source();
    private readonly byte[] _target = new byte[Bulk.SizeBytes];
    private readonly string _domain = Directory.CreateTempSubdirectory("ikc-latency-").FullName;
    private readonly ulong _sum = Bulk.Sum(Bulk.Source());
    private ulong _turn;

    public IReadOnlyList<Series> All { get; private set; } = [];

    public void Execute()
    {
        using var peer = new PeerProcess(_domain, options.PeerCpu, _shared);
        for (int round = 0; round <= options.Repetitions; round++)
        {
            if (round <= 1)
                All = [.. Catalog.Make().Where(IsAsked)];
            foreach (Series series in All)
            {
                long begin = Stopwatch.GetTimestamp();
                if (round == 0)
                    WarmUp(series, peer);
                MeasureOne(series, peer);
                string figure = $"{series.Medians[^1]:F0} ns, took {Stopwatch.GetElapsedTime(begin).TotalSeconds:F1} s";
                Console.Error.WriteLine($"{(round == 0 ? "warm-up" : $"round {round}")}: {series.Name} {series.Policy}: {figure}");
            }
        }

        Directory.Delete(_domain, recursive: true);
    }

    /// <summary>
    /// The compiler optimizes in the background, when a tenth of a second has passed without new code, and needs a core for it, while
    /// both are taken by waiters that spin: so calls and pauses alternate.
    /// </summary>
    private void WarmUp(Series series, PeerProcess peer)
    {
        if (series.Policy == "floor")
            return;
        var discarded = new Series(series.Name, series.Policy, series.PayloadBytes, null, null);
        for (int i = 0; i < WarmUpPauses; i++)
        {
            MeasureOne(discarded, peer);
            Thread.Sleep(WarmUpPause);
        }
    }

    private bool IsAsked(Series series) =>
        options.Only is null || series.Policy == "floor" || series.Name.StartsWith(options.Only, StringComparison.Ordinal);

    private void MeasureOne(Series series, PeerProcess peer)
    {
        switch (series.Name)
        {
            case "clock":
                series.Measure(Repeat(static () => Stopwatch.GetTimestamp()), Plan.Spinning);
                break;
            case "cache-line":
                peer.Command($"line {Plan.Spinning.Total}");
                series.Measure(PingLine, Plan.Spinning);
                break;
            case "eventfd":
                peer.Command($"eventfd {Plan.Sleeping.Total}");
                series.Measure(calls => Exchange(calls, _shared.EventOut(isPeer: false), _shared.EventIn(isPeer: false)), Plan.Sleeping);
                break;
            case "socket":
                peer.Command($"socket {Plan.Sleeping.Total}");
                series.Measure(calls => Exchange(calls, _shared.Socket(isPeer: false), _shared.Socket(isPeer: false)), Plan.Sleeping);
                break;
            case "memcpy":
                series.Measure(Repeat(Copy), Plan.Large);
                break;
            case "memcpy+sum":
                series.Measure(Repeat(CopyAndSum), Plan.Large);
                break;
            case "handed-over":
                peer.Command($"give {Plan.Large.Total}");
                series.Measure(Repeat(TakeOver), Plan.Large);
                break;
            case "handed-in":
                peer.Command($"take {Plan.Large.Total}");
                series.Measure(Repeat(HandIn), Plan.Large);
                break;
            default:
                MeasureCalls(series, peer);
                break;
        }
    }

    /// <summary>
    /// Fresh nodes for each series. A client's pump that spins would take the caller's core: it does so only where it is itself what
    /// runs the caller, that is for asynchronous calls.
    /// </summary>
    private void MeasureCalls(Series series, PeerProcess peer)
    {
        IkcWaitPolicy policy = Enum.Parse<IkcWaitPolicy>(series.Policy, ignoreCase: true);
        peer.Command($"serve {policy}");
        bool isAsync = series.Name == "async-add";
        IkcNode node = IkcNode.Open(new IkcNodeOptions
        {
            Fabric = "local",
            Domain = _domain,
            Instance = 1,
            WaitPolicy = isAsync ? policy : IkcWaitPolicy.Park,
            Cpus = [options.OwnCpu],
        });
        IProbe probe = node.ConnectAsync<IProbe>(new IkcConnectOptions { WaitPolicy = policy }).GetAwaiter().GetResult();
        Plan plan = series.PayloadBytes == Bulk.SizeBytes ? Plan.Large : policy switch
        {
            IkcWaitPolicy.Spin => Plan.Spinning,
            IkcWaitPolicy.Park => Plan.Sleeping,
            _ => Plan.Adaptive,
        };
        switch (series.Name)
        {
            case "async-add":
                series.MeasureAsync(probe, plan).GetAwaiter().GetResult();
                break;
            case "inplace":
                series.Measure(Repeat(() => ReadInPlace(probe)), plan);
                break;
            case "span":
                series.Measure(Repeat(() => Check(probe.Sum(_source))), plan);
                break;
            default:
                series.Measure(calls => Add(probe, calls), plan);
                break;
        }

        node.DisposeAsync().AsTask().GetAwaiter().GetResult();
        peer.Command("close");
    }

    private static void Add(IProbe probe, int calls)
    {
        for (int i = 0; i < calls; i++)
        {
            if (probe.Add(i, 1) != i + 1)
                throw new InvalidOperationException("A wrong sum.");
        }
    }

    private void ReadInPlace(IProbe probe)
    {
        using IkcLease<byte> lease = probe.Read(Bulk.SizeBytes);
        Check(Bulk.Sum(lease.Span));
    }

    private void Copy() => _source.CopyTo(_target, 0);

    private void CopyAndSum()
    {
        Copy();
        Check(Bulk.Sum(_target));
    }

    private void TakeOver()
    {
        PingLine(1);
        Check(Bulk.Sum(_shared.Bytes));
    }

    private void HandIn()
    {
        _source.CopyTo(_shared.Bytes);
        PingLine(1);
        Check(_shared.Result);
    }

    private void PingLine(int calls)
    {
        for (int i = 0; i < calls; i++)
        {
            ulong turn = ++_turn;
            Volatile.Write(ref _shared.Ping, turn);
            while (Volatile.Read(ref _shared.Pong) != turn)
                SpinBudget.Pause();
        }
    }

    private static void Exchange(int calls, int output, int input)
    {
        for (int i = 0; i < calls; i++)
        {
            Shared.Send(output);
            Shared.Receive(input);
        }
    }

    /// <summary>A batch of the body; made once a series, so that it allocates nothing between the calls.</summary>
    private static Action<int> Repeat(Action body) => calls =>
    {
        for (int i = 0; i < calls; i++)
            body();
    };

    private void Check(ulong sum)
    {
        if (sum != _sum)
            throw new InvalidOperationException("Wrong bytes.");
    }
}
