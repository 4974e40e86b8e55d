// SPDX-License-Identifier: MIT
using System.Diagnostics;
using System.Text.Json;
using Ikc.Latency.Measuring;

namespace Ikc.Latency.Peers;

/// <summary>The client's side: a server process of its own, and a round of figures for each line that comes in.</summary>
internal static class Measurement
{
    private const int AddBytes = 8;
    private const int BurstRounds = 4;

    private static readonly int[] s_echoBytes = [64, 1 << 10, 4 << 10, 64 << 10, 1 << 20];

    public static async Task RunAsync(Peer peer, int ownCpu, int peerCpu)
    {
        if (peer.Tool is { } tool)
        {
            var run = new ToolRun(ownCpu, peerCpu);
            while (Plans() is { } plan)
                Write([.. ((int[])[AddBytes, .. s_echoBytes]).Select(bytes => tool(run, bytes, plan)).OfType<Series>()]);
            return;
        }

        string address = Path.Combine(Path.GetTempPath(), $"ikc-{Environment.ProcessId}-{peer.Name}");
        using Process server = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, ["server", peer.Name, address, $"{peerCpu}"])
        {
            RedirectStandardOutput = true,
        })!;
        try
        {
            if (server.StandardOutput.ReadLine() != "ready")
                throw new InvalidOperationException($"The server of {peer.Name} did not start.");
            await using IAdapter adapter = peer.Adapter!();
            await adapter.ConnectAsync(address);
            while (Plans() is { } plan)
                Write(await RoundAsync(peer.Name, adapter, plan));
        }
        finally
        {
            server.Kill();
            File.Delete(address);
        }
    }

    private static Plan? Plans() =>
        Console.In.ReadLine()?.Split(' ') is [var warmUp, var blocks, var singles]
            ? new Plan(int.Parse(warmUp), int.Parse(blocks), int.Parse(singles))
            : null;

    private static async Task<IReadOnlyList<Series>> RoundAsync(string name, IAdapter adapter, Plan plan)
    {
        var add = new Series { Key = new(name, SeriesKey.Peer) };
        await add.MeasureAsync(() => adapter.AddAsync(1, 2), plan);
        List<Series> all = [add];
        if (adapter.InFlight > 1)
            all.Add(await ConcurrentAsync(name, adapter, plan));
        foreach (int bytes in s_echoBytes.Where(bytes => bytes <= adapter.EchoBytesMax))
        {
            byte[] source = new byte[bytes];
            new Random(1).NextBytes(source);
            var echo = new Series { Key = new(name, SeriesKey.Peer, bytes) };
            await echo.MeasureAsync(() => adapter.EchoAsync(source), plan);
            if (!(await adapter.EchoAsync(source)).Span.SequenceEqual(source))
                throw new InvalidOperationException($"{name} gave other bytes back.");
            all.Add(echo);
        }

        return all;
    }

    /// <summary>So many calls at a time, each begun when one ends.</summary>
    private static async Task<Series> ConcurrentAsync(string name, IAdapter adapter, Plan plan)
    {
        var series = new Series { Key = new(name, SeriesKey.Peer, InFlight: adapter.InFlight) };
        List<double> perCall = [];
        for (int i = 0; i < BurstRounds; i++)
        {
            long calls = 0;
            long begin = Stopwatch.GetTimestamp();
            long end = begin + (plan.BlocksMs * Stopwatch.Frequency / 1000);
            await Task.WhenAll(Enumerable.Range(0, adapter.InFlight).Select(async _ =>
            {
                while (Stopwatch.GetTimestamp() < end)
                {
                    _ = await adapter.AddAsync(1, 2);
                    Interlocked.Increment(ref calls);
                }
            }));
            perCall.Add(Stopwatch.GetElapsedTime(begin).TotalNanoseconds / calls);
        }

        series.Medians.Add(Statistics.Median(perCall.Skip(1))); // the first one warmed up
        return series;
    }

    private static void Write(IEnumerable<Series> all)
    {
        foreach (Series series in all)
            Console.Out.WriteLine(JsonSerializer.Serialize(SeriesData.Of(series), SeriesJson.Default.SeriesData));
        Console.Out.WriteLine();
        Console.Out.Flush();
    }
}
