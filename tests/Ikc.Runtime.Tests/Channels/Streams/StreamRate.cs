// SPDX-License-Identifier: MIT
using System.Diagnostics;
using System.Globalization;
using Ikc.Fabrics;
using Ikc.Rings;

namespace Ikc.Channels.Streams;

/// <summary>
/// Measures, and asserts nothing: items of 64 bytes from one process to another, once through a bare ring, a record each, and once as a
/// stream. <c>dotnet exec Ikc.Runtime.Tests.dll stream-rate</c>, built with -c Release.
/// </summary>
internal static class StreamRate
{
    private const long Items = 20_000_000;
    private const int Rounds = 7;
    private const uint RingBytes = 256 * 1024;

    public static int Run()
    {
        using var domain = new TemporaryDomain();
        using PeerOf peer = new(domain);
        Pin(0);
        using var client = new TestHub(domain.Path, 1, IkcWaitPolicy.Spin);
        var streams = (StreamClient)client.ConnectAsync(StreamContract.Definition, policy: IkcWaitPolicy.Spin).GetAwaiter().GetResult();
        var ratios = new List<double>();
        for (int round = 0; round < Rounds; round++)
        {
            double ring = Ring(peer);
            double stream = StreamAsync(streams).GetAwaiter().GetResult();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"ring {ring:F1} M/s, stream {stream:F1} M/s, ratio {stream / ring:F2}{(round == 0 ? " (warm-up)" : "")}"));
            if (round > 0)
                ratios.Add(stream / ring);
        }

        ratios.Sort();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"median ratio {ratios[ratios.Count / 2]:F2}"));
        return 0;
    }

    /// <summary>The other process: serves the stream, and writes into its end of the bare ring when it is told to.</summary>
    public static unsafe int Serve(string domainPath, string file)
    {
        Pin(1);
        using var server = new TestHub(domainPath, 0, IkcWaitPolicy.Spin);
        server.Serve(StreamContract.Definition);
        using var memory = new SharedFile(file);
        Console.WriteLine("ready");
        while (Console.ReadLine() is not null)
        {
            var writer = new RingWriter(memory.Base + 4096, RingBytes, (ulong*)memory.Base);
            var tick = StreamContract.Tick.Of(1);
            for (long i = 0; i < Items; i++)
            {
                byte* place;
                while (writer.TryReserve(64, out place) != RingResult.Ok)
                    Thread.SpinWait(1);
                tick.Number = i;
                *(StreamContract.Tick*)place = tick;
                writer.Commit(64, RecordKind.OneWay, 0, 0, 0);
                writer.ClearAhead();
            }
        }

        return 0;
    }

    private static unsafe double Ring(PeerOf peer)
    {
        new Span<byte>(peer.Memory.Base, 4096 + (int)RingBytes).Clear();
        var reader = new RingReader(peer.Memory.Base + 4096, RingBytes, (ulong*)peer.Memory.Base);
        peer.Go();
        long begin = 0;
        for (long i = 0; i < Items; i++)
        {
            Rings.Record record;
            while (reader.TryRead(out record) != RingResult.Ok)
            {
            }

            if (i == 0)
                begin = Stopwatch.GetTimestamp();
            Check(i, ((StreamContract.Tick*)record.Payload)->Number);
            reader.Advance(record.RecordBytes);
            reader.PublishHeadFenced();
        }

        return Items / Stopwatch.GetElapsedTime(begin).TotalMicroseconds;
    }

    private static async Task<double> StreamAsync(StreamClient streams)
    {
        long begin = Stopwatch.GetTimestamp();
        long next = 0;
        await foreach (StreamContract.Tick tick in streams.Ticks(Items))
            Check(next++, tick.Number);
        return Items / Stopwatch.GetElapsedTime(begin).TotalMicroseconds;
    }

    private static void Check(long expected, long actual)
    {
        if (expected != actual)
            throw new InvalidOperationException($"Item {actual} in the place of {expected}.");
    }

    private static void Pin(int cpu) => Process.Start("taskset", ["-apc", $"{cpu}", $"{Environment.ProcessId}"]).WaitForExit();

    private sealed class PeerOf : IDisposable
    {
        private readonly Process _process;

        public PeerOf(TemporaryDomain domain)
        {
            string file = Path.Combine(domain.Root, "ring");
            File.WriteAllBytes(file, new byte[4096 + RingBytes]);
            Memory = new SharedFile(file);
            var start = new ProcessStartInfo(
                Environment.ProcessPath!, ["exec", typeof(StreamRate).Assembly.Location, "stream-rate", domain.Path, file])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
            };
            _process = Process.Start(start)!;
            while (_process.StandardOutput.ReadLine() is { } line && line != "ready")
            {
            }
        }

        public SharedFile Memory { get; }

        public void Go()
        {
            _process.StandardInput.WriteLine("go");
            _process.StandardInput.Flush();
        }

        public void Dispose()
        {
            _process.Kill();
            _process.WaitForExit();
            _process.Dispose();
            Memory.Dispose();
        }
    }

    private sealed unsafe class SharedFile : IDisposable
    {
        private readonly System.IO.MemoryMappedFiles.MemoryMappedFile _file;
        private readonly System.IO.MemoryMappedFiles.MemoryMappedViewAccessor _view;

        public SharedFile(string path)
        {
            _file = System.IO.MemoryMappedFiles.MemoryMappedFile.CreateFromFile(path, FileMode.Open);
            _view = _file.CreateViewAccessor();
            byte* pointer = null;
            _view.SafeMemoryMappedViewHandle.AcquirePointer(ref pointer);
            Base = pointer;
        }

        public byte* Base { get; }

        public void Dispose()
        {
            _view.Dispose();
            _file.Dispose();
        }
    }
}
