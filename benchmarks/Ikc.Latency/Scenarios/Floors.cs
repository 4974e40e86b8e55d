// SPDX-License-Identifier: MIT
using System.Diagnostics;
using System.Runtime.CompilerServices;
using Ikc.Channels;
using Ikc.Latency.Measuring;
using Ikc.Latency.Peer;

namespace Ikc.Latency.Scenarios;

/// <summary>What nothing can be faster than: no Ikc here.</summary>
internal static unsafe class Floors
{
    public static readonly SeriesKey CacheLine = new("cache-line", SeriesKey.Floor);
    public static readonly SeriesKey SlotRing = new("slot-ring", SeriesKey.Floor);
    public static readonly SeriesKey Eventfd = new("eventfd", SeriesKey.Floor);
    public static readonly SeriesKey Futex = new("futex", SeriesKey.Floor);
    public static readonly SeriesKey Socket = new("socket", SeriesKey.Floor);

    public static SeriesKey OneWay(int bytes) => new("slot-ring-oneway", SeriesKey.Floor, bytes);

    public static SeriesKey HandedIn(int bytes) => new("handed-in", SeriesKey.Floor, bytes);

    public static SeriesKey HandedOver(int bytes) => new("handed-over", SeriesKey.Floor, bytes);

    public static SeriesKey HandedBoth(int bytes) => new("handed-both", SeriesKey.Floor, bytes);

    public static SeriesKey Worked(int microseconds) => new("worked", SeriesKey.Floor, WorkUs: microseconds);

    public static void Clock(Bench bench, Series series) =>
        series.Measure(Bench.Repeat(static () => Stopwatch.GetTimestamp()), bench.Plan);

    public static void Lines(Bench bench, Series series) => WithLines(bench, "line", ping => series.Measure(ping, bench.Plan));

    public static void Work(Bench bench, Series series) =>
        WithLines(bench, $"work {series.Key.WorkUs}", ping => series.Measure(ping, bench.Plan));

    public static void Rings(Bench bench, Series series)
    {
        Begin(bench, "ring");
        ulong position = 0;
        series.Measure(calls => Peer.SlotRing.PingPong(bench.Shared.Out, bench.Shared.In, ref position, calls), bench.Plan);
        Peer.SlotRing.Stop(bench.Shared.Out, ref position);
    }

    public static void RingOneWay(Bench bench, Series series)
    {
        int bytes = series.Key.PayloadBytes;
        int burst = OneWayCalls.Burst(bytes);
        byte[] source = Bulk.Source();
        Begin(bench, $"drain {bytes}");
        ulong position = 0;
        series.Measure(
            Bench.Repeat(() => Peer.SlotRing.Send(bench.Shared, bytes, source, ref position, burst)), bench.Plan, burst);
        Volatile.Write(ref bench.Shared.Ping, Shared.Stop);
    }

    public static void Eventfds(Bench bench, Series series) =>
        Exchange(bench, series, "eventfd", bench.Shared.EventOut(isPeer: false), bench.Shared.EventIn(isPeer: false));

    public static void Sockets(Bench bench, Series series) =>
        Exchange(bench, series, "socket", bench.Shared.Socket(isPeer: false), bench.Shared.Socket(isPeer: false));

    public static void Futexes(Bench bench, Series series)
    {
        Begin(bench, "futex");
        Shared shared = bench.Shared;
        ulong turn = 0;
        series.Measure(
            calls =>
            {
                for (int i = 0; i < calls; i++)
                {
                    Shared.Wake(ref shared.Ping, turn + 1);
                    turn = Shared.WaitWhile(ref shared.Pong, turn);
                }
            },
            bench.Plan);
        Shared.Wake(ref shared.Ping, Shared.Stop);
    }

    public static void Copy(Bench bench, Series series)
    {
        byte[] source = Bulk.Source();
        byte[] target = GC.AllocateUninitializedArray<byte>(series.Key.PayloadBytes);
        series.Measure(Bench.Repeat(() => source.AsSpan(0, target.Length).CopyTo(target)), bench.Plan);
    }

    /// <summary>Copied in here, summed there.</summary>
    public static void HandIn(Bench bench, Series series)
    {
        (int bytes, ulong sum) = Expected(series);
        byte[] source = Bulk.Source();
        Shared shared = bench.Shared;
        WithLines(bench, $"take {bytes}", ping => series.Measure(
            Bench.Repeat(() =>
            {
                source.AsSpan(0, bytes).CopyTo(new Span<byte>(shared.Out, bytes));
                ping(1);
                Check(sum, shared.Result);
            }),
            bench.Plan));
    }

    /// <summary>Copied in there, summed here.</summary>
    public static void HandOver(Bench bench, Series series)
    {
        (int bytes, ulong sum) = Expected(series);
        WithLines(bench, $"give {bytes}", ping => series.Measure(
            Bench.Repeat(() =>
            {
                ping(1);
                Check(sum, Bulk.Sum(new ReadOnlySpan<byte>(bench.Shared.In, bytes)));
            }),
            bench.Plan));
    }

    /// <summary>Copied in here, copied back there, summed here.</summary>
    public static void HandBoth(Bench bench, Series series)
    {
        (int bytes, ulong sum) = Expected(series);
        byte[] source = Bulk.Source();
        WithLines(bench, $"both {bytes}", ping => series.Measure(
            Bench.Repeat(() =>
            {
                source.AsSpan(0, bytes).CopyTo(new Span<byte>(bench.Shared.Out, bytes));
                ping(1);
                Check(sum, Bulk.Sum(new ReadOnlySpan<byte>(bench.Shared.In, bytes)));
            }),
            bench.Plan));
    }

    public static (int Bytes, ulong Sum) Expected(Series series)
    {
        int bytes = series.Key.PayloadBytes;
        return (bytes, Bulk.Sum(Bulk.Source().AsSpan(0, bytes)));
    }

    public static void Check(ulong expected, ulong sum)
    {
        if (sum != expected)
            throw new InvalidOperationException("Wrong bytes.");
    }

    private static void WithLines(Bench bench, string command, Action<Action<int>> body)
    {
        Begin(bench, command);
        Shared shared = bench.Shared;
        ulong turn = 0;
        body(calls => Ping(shared, ref turn, calls));
        Volatile.Write(ref shared.Ping, Shared.Stop);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Ping(Shared shared, ref ulong turn, int calls)
    {
        for (int i = 0; i < calls; i++)
        {
            ulong next = ++turn;
            Volatile.Write(ref shared.Ping, next);
            while (Volatile.Read(ref shared.Pong) != next)
                SpinBudget.Pause();
        }
    }

    private static void Exchange(Bench bench, Series series, string command, int output, int input)
    {
        Begin(bench, command);
        series.Measure(
            calls =>
            {
                for (int i = 0; i < calls; i++)
                {
                    Shared.Send(output);
                    _ = Shared.Receive(input);
                }
            },
            bench.Plan);
        Shared.Send(output, Shared.Stop);
    }

    private static void Begin(Bench bench, string command)
    {
        bench.Peer.Command("idle"); // has it seen the last series' stop, which is cleared next?
        bench.Shared.Clear();
        new Span<byte>(bench.Shared.Out, Peer.SlotRing.ClearBytes).Clear();
        new Span<byte>(bench.Shared.In, Peer.SlotRing.ClearBytes).Clear();
        bench.Peer.Command(command);
    }
}
