// SPDX-License-Identifier: MIT
using Ikc.Latency.Measuring;

namespace Ikc.Latency.Scenarios;

/// <summary>The scenarios, in the order in which a repetition measures them: each floor shortly before what is compared to it.</summary>
internal static class Catalog
{
    private const int Kib = 1 << 10;
    private const int Mib = 1 << 20;

    private static readonly string[] s_policies = ["spin", "adaptive", "park"];

    /// <param name="isApart">The two processes have only a fabric in common: what they sleep on is its bells.</param>
    public static IReadOnlyList<Scenario> Make(bool isApart) =>
        [.. Small(), .. Asleep(isApart), .. Streams(), .. Bulk(), .. Working(), .. Several(), .. Offered(), .. Adverse(), .. Idle()];

    private static IEnumerable<Scenario> Small()
    {
        yield return Floor(new("clock", SeriesKey.Floor), Floors.Clock, quick: true);
        yield return Floor(Floors.CacheLine, Floors.Lines, quick: true);
        yield return new(new() { Key = Floors.SlotRing, Floor = Floors.CacheLine }, Floors.Rings, true);
        yield return Ours(new("sync-add", "spin"), Floors.CacheLine, Calls.Add, quick: true, target: 1.3);
        yield return Ours(new("sync-add", "adaptive"), Floors.CacheLine, Calls.Add, quick: true);
        yield return Ours(new("async-add", "spin"), Floors.CacheLine, Calls.AddAsync, quick: true, target: 1.6);
        yield return Ours(new("async-add", "adaptive"), Floors.CacheLine, Calls.AddAsync);
    }

    private static IEnumerable<Scenario> Asleep(bool isApart)
    {
        yield return Floor(Floors.Eventfd, Floors.Eventfds, quick: true);
        yield return Floor(Floors.Futex, Floors.Futexes);
        yield return Floor(Floors.Socket, Floors.Sockets);
        if (isApart)
        {
            yield return Floor(Floors.Bells, Floors.RingBells, quick: true);
            yield return Floor(Floors.BareProgram, Floors.RunBareProgram, quick: true);
            yield return Ours(new("sync-add", "park"), Floors.BareProgram, Calls.Add, quick: true, second: Floors.Bells);
            yield return Ours(new("async-add", "park"), Floors.BareProgram, Calls.AddAsync, second: Floors.Bells);
        }
        else
        {
            yield return Ours(new("sync-add", "park"), Floors.Eventfd, Calls.Add, quick: true, target: 1.1, second: Floors.CacheLine);
            yield return Ours(new("async-add", "park"), Floors.Eventfd, Calls.AddAsync, second: Floors.CacheLine);
        }
    }

    private static IEnumerable<Scenario> Streams()
    {
        foreach (int bytes in (int[])[8, Kib, 64 * Kib, Mib])
        {
            yield return Floor(Floors.OneWay(bytes), Floors.RingOneWay, quick: bytes == 8);
            foreach (string policy in bytes == 8 ? s_policies : ["spin"])
            {
                yield return Rate(new("oneway", policy, bytes), Floors.OneWay(bytes), OneWayCalls.Run,
                    quick: bytes == 8 && policy == "spin", policy != "spin" ? null : bytes == 8 ? 0.35 : 0.8);
            }
        }

        foreach (string policy in s_policies)
        {
            yield return Rate(new("oneway-batch", policy), Floors.OneWay(8), OneWayCalls.RunBatch, quick: policy == "spin",
                policy == "spin" ? 0.35 : null);
        }

        foreach (string policy in s_policies)
        {
            yield return Rate(new("stream", policy, PayloadBytes: 64), Floors.OneWay(8), StreamedItems.Run, quick: policy == "spin",
                policy == "spin" ? 0.5 : null);
        }

        foreach (string policy in s_policies)
        {
            yield return Rate(new("stream-ready", policy, PayloadBytes: 64), Floors.OneWay(8), StreamedItems.RunReady, quick: policy == "spin",
                policy == "spin" ? 0.5 : null);
        }

        foreach (string policy in s_policies)
        {
            yield return Rate(new("pipelined", policy, InFlight: 32), Floors.OneWay(8), Calls.Pipelined, quick: policy == "spin",
                policy == "spin" ? 0.18 : null);
        }
    }

    private static IEnumerable<Scenario> Bulk()
    {
        foreach (int bytes in (int[])[64, Kib, 4 * Kib, 64 * Kib, Mib, 16 * Mib, 64 * Mib])
        {
            bool quick = bytes == Mib;
            SeriesKey copy = new("memcpy", SeriesKey.Floor, bytes);
            yield return Floor(copy, Floors.Copy, quick);
            yield return Floor(Floors.HandedIn(bytes), Floors.HandIn);
            yield return Floor(Floors.HandedOver(bytes), Floors.HandOver, quick);
            yield return Floor(Floors.HandedBoth(bytes), Floors.HandBoth);
            yield return Ours(new("span", "spin", bytes), Floors.HandedIn(bytes), Calls.Span, second: copy);
            yield return Ours(new("inplace", "spin", bytes), Floors.HandedOver(bytes), Calls.InPlace, quick, target: 1.25, second: copy);
            yield return Ours(new("echo", "spin", bytes), Floors.HandedBoth(bytes), Calls.Echo, second: copy);
            if (bytes is Kib or (64 * Kib) or Mib)
            {
                foreach (string policy in (string[])["adaptive", "park"])
                    yield return Ours(new("echo", policy, bytes), Floors.HandedBoth(bytes), Calls.Echo, second: copy);
            }
        }
    }

    private static IEnumerable<Scenario> Working()
    {
        foreach (int us in (int[])[1, 10, 50, 500])
        {
            yield return Floor(Floors.Worked(us), Floors.Work, quick: us == 10);
            foreach (string policy in s_policies)
                yield return Ours(new("work", policy, WorkUs: us), Floors.Worked(us), Calls.Work, quick: us == 10 && policy == "adaptive");
        }
    }

    private static IEnumerable<Scenario> Several()
    {
        foreach (int clients in (int[])[1, 2, 4, 8, 16, 32, 64])
        {
            yield return Rate(new("clients", "adaptive", Clients: clients), Floors.CacheLine, Loads.Clients, quick: clients == 4, null,
                new("pipelined", "adaptive", InFlight: 32));
        }

        foreach (string policy in (string[])["adaptive", "park"])
            yield return Ours(new("mixed", policy, Clients: 3), Floors.CacheLine, Loads.Mixed);
    }

    private static IEnumerable<Scenario> Offered()
    {
        foreach (int perS in (int[])[10_000, 100_000, 1_000_000])
        {
            foreach (string policy in perS == 10_000 ? s_policies : ["spin", "adaptive"])
                yield return Ours(new("offered", policy, OfferedPerS: perS), Floors.CacheLine, Loads.Offered, quick: perS == 100_000 && policy == "spin");
            foreach (string beside in (string[])["GC in the caller", "GC in the service"])
                yield return Ours(new("offered", "spin", OfferedPerS: perS, Beside: beside), Floors.CacheLine, Loads.Offered);
        }
    }

    private static IEnumerable<Scenario> Adverse()
    {
        foreach (string beside in (string[])[Adversity.OneCore, Adversity.Neighbours, Adversity.Pauses])
        {
            foreach (string policy in s_policies)
                yield return Ours(new("adverse", policy, Beside: beside), Floors.CacheLine, Adversity.Add, quick: policy == "adaptive");
        }
    }

    private static IEnumerable<Scenario> Idle()
    {
        foreach (int clients in (int[])[1, 8, 128, 2048])
        {
            yield return Ours(
                new("channels", "spin", Clients: clients, Beside: $"{clients * Scale.ChannelsPerClient} channels open"),
                Floors.CacheLine,
                Scale.Channels);
        }
    }

    private static Scenario Floor(SeriesKey key, Action<Bench, Series> body, bool quick = false) => new(new() { Key = key }, body, quick);

    private static Scenario Ours(
        SeriesKey key, SeriesKey floor, Action<Bench, Series> body, bool quick = false, double? target = null, SeriesKey? second = null) =>
        new(new() { Key = key, Floor = floor, Target = target, SecondFloor = second }, body, quick);

    private static Scenario Rate(
        SeriesKey key, SeriesKey floor, Action<Bench, Series> body, bool quick, double? target, SeriesKey? second = null) =>
        new(new() { Key = key, Floor = floor, Target = target, SecondFloor = second, IsRate = true }, body, quick);
}
