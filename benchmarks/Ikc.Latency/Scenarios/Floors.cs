// SPDX-License-Identifier: MIT
using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Ikc.Channels;
using Ikc.Latency.Measuring;
using Ikc.Latency.Peer;

namespace Ikc.Latency.Scenarios;

/// <summary>What nothing can be faster than: no Ikc here.</summary>
internal static unsafe partial class Floors
{
    public static readonly SeriesKey CacheLine = new("cache-line", SeriesKey.Floor);
    public static readonly SeriesKey SlotRing = new("slot-ring", SeriesKey.Floor);
    public static readonly SeriesKey Eventfd = new("eventfd", SeriesKey.Floor);
    public static readonly SeriesKey Futex = new("futex", SeriesKey.Floor);
    public static readonly SeriesKey Socket = new("socket", SeriesKey.Floor);
    public static readonly SeriesKey Bells = new("bells", SeriesKey.Floor);
    public static readonly SeriesKey BareProgram = new("bare-program", SeriesKey.Floor);

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
        Exchange(bench, series, "eventfd", bench.Child.Shared.EventOut, bench.Child.Shared.EventIn);

    public static void Sockets(Bench bench, Series series) =>
        Exchange(bench, series, "socket", bench.Child.Shared.Socket, bench.Child.Shared.Socket);

    public static void Futexes(Bench bench, Series series)
    {
        Shared shared = bench.Child.Shared;
        Begin(bench, "futex");
        ulong turn = 0;
        series.Measure(
            calls =>
            {
                for (int i = 0; i < calls; i++)
                {
                    InheritedShared.Wake(ref shared.Ping, turn + 1);
                    turn = InheritedShared.WaitWhile(ref shared.Pong, turn);
                }
            },
            bench.Plan);
        InheritedShared.Wake(ref shared.Ping, Shared.Stop);
    }

    /// <summary>A word and a ring of the fabric's bell there, the same back: both sides sleep.</summary>
    public static void RingBells(Bench bench, Series series)
    {
        var shared = (OfferedShared)bench.Shared;
        Begin(bench, "bells");
        ulong turn = 0;
        series.Measure(
            Bench.Repeat(() =>
            {
                Volatile.Write(ref shared.Ping, ++turn);
                shared.Ring();
                while (Volatile.Read(ref shared.Pong) != turn)
                    shared.WaitForRing();
            }),
            bench.Plan);
        Volatile.Write(ref shared.Ping, Shared.Stop);
        shared.Ring();
    }

    /// <summary>What a program found that does nothing but wake the other process and be woken.</summary>
    public static void RunBareProgram(Bench bench, Series series)
    {
        string[] words = bench.BareProgram?.Split(' ') ?? throw new NotHereException("no program was named (--bare)");
        using Process program = Process.Start(new ProcessStartInfo(words[0], words[1..]) { RedirectStandardOutput = true })!;
        string output = program.StandardOutput.ReadToEnd();
        program.WaitForExit();
        Match found = RoundTrip().Match(output);
        if (!found.Success)
            throw new InvalidOperationException($"'{bench.BareProgram}' told no round trip.");
        series.Medians.Add(double.Parse(found.Groups[1].ValueSpan, CultureInfo.InvariantCulture));
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
                    InheritedShared.Send(output);
                    _ = InheritedShared.Receive(input);
                }
            },
            bench.Plan);
        InheritedShared.Send(output, Shared.Stop);
    }

    private static void Begin(Bench bench, string command)
    {
        bench.Peer.Command("idle"); // has it seen the last series' stop, which is cleared next?
        bench.Shared.Clear();
        bench.Peer.Command(command);
    }

    [GeneratedRegex("round trip ([0-9]+) ns")]
    private static partial Regex RoundTrip();
}
