// SPDX-License-Identifier: MIT
using Ikc.Latency.Measuring;
using Ikc.Latency.Peer;
using Ikc.Native;
using static Tmds.Linux.LibC;

namespace Ikc.Latency.Scenarios;

/// <summary>
/// Calls in bad company. Each has a deadline that only a hang, or a clock that is wrong, could pass: one that ends with it is a series
/// that could not be measured.
/// </summary>
internal static class Adversity
{
    public const string OneCore = "both on one core";
    public const string Neighbours = "a busy neighbour on each core";
    public const string Pauses = "the service stopped for 20 ms, over and over";

    private const int StoppedMs = 20;
    private const int RunningMs = 20;

    private static readonly TimeSpan s_deadline = TimeSpan.FromSeconds(20);

    public static void Add(Bench bench, Series series)
    {
        StartedPeer child = bench.Child;
        int? serviceCpu = series.Key.Beside == OneCore ? bench.OwnCpu : null;
        bench.WithClient(
            series.Key.Policy,
            probe =>
            {
                IProbeCalls calls = probe.With(s_deadline);
                using IDisposable company = Company(series.Key.Beside, bench.OwnCpu, child);
                series.Measure(Bench.Repeat(() => _ = calls.Add(1, 2)), bench.Plan.Times(3));
            },
            serviceCpu: serviceCpu);
    }

    private static Threads Company(string beside, int ownCpu, StartedPeer child) => beside switch
    {
        Neighbours => new Threads(stopped => Burn(ownCpu, stopped), stopped => Burn(child.Cpu, stopped)),
        Pauses => new Threads(stopped => StopNowAndThen(child.Id, stopped)),
        _ => new Threads(),
    };

    private static void Burn(int cpu, Func<bool> stopped)
    {
        ThreadSettings.Apply([cpu], 0);
        while (!stopped())
            Thread.SpinWait(100);
    }

    private static void StopNowAndThen(int process, Func<bool> stopped)
    {
        while (!stopped())
        {
            _ = kill(process, SIGSTOP);
            Thread.Sleep(StoppedMs);
            _ = kill(process, SIGCONT);
            Thread.Sleep(RunningMs);
        }
    }

    /// <summary>Run until they are disposed of.</summary>
    private sealed class Threads : IDisposable
    {
        private readonly Thread[] _threads;
        private bool _stopped;

        public Threads(params Action<Func<bool>>[] bodies)
        {
            _threads = [.. bodies.Select(body => new Thread(() => body(() => Volatile.Read(ref _stopped))) { IsBackground = true })];
            foreach (Thread thread in _threads)
                thread.Start();
        }

        public void Dispose()
        {
            Volatile.Write(ref _stopped, true);
            foreach (Thread thread in _threads)
                thread.Join();
        }
    }
}
