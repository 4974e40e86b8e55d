// SPDX-License-Identifier: MIT
using System.Diagnostics;
using System.Security.Cryptography;
using Ikc;
using Storage.Contract;

namespace Storage.Reader;

/// <summary>The instance that has no disk.</summary>
internal static class ReaderProcess
{
    private const int ListedAtOnce = 1000;
    private const int ScratchBytes = 8 << 20;

    /// <summary>Reads everything through calls. The directory is named only to show that it is out of reach.</summary>
    public static async Task<int> RunAsync(string directory, string sandbox, Stream tells)
    {
        var output = new ReaderOutput(tells);
        output.Sandbox(Sandbox.Reach.Describe(directory, sandbox));
        await using IkcNode node = IkcNode.Open();
        IFileStore store = await node.ConnectAsync<IFileStore>(new IkcConnectOptions { Deadline = TimeSpan.FromSeconds(30) });
        FileEntry[] files = List(store);
        output.Total(files.Length, files.Sum(static file => file.SizeBytes));

        var reader = new FileReader(store, output);
        long start = Stopwatch.GetTimestamp();
        RunOnAllCores(() => reader.ReadAll(files));
        output.Figure("seconds", Stopwatch.GetElapsedTime(start).TotalSeconds);
        output.Figure("calls", reader.Calls);

        output.Scratch(await WriteBackAsync(store));
        SmallCalls.Measure(store, output);
        IkcChannelCounters counters = IkcChannel.Of(store).Counters;
        output.Figure("doorbellsRung", counters.DoorbellsRung);
        output.Figure("doorbellsAvoided", counters.CallsSent - counters.DoorbellsRung);
        await IkcChannel.Of(store).DisposeAsync();
        return 0;
    }

    private static FileEntry[] List(IFileStore store)
    {
        var files = new List<FileEntry>();
        while (store.List(files.Count, ListedAtOnce) is { Length: > 0 } page)
            files.AddRange(page);
        return [.. files];
    }

    private static void RunOnAllCores(Action body)
    {
        var failures = new List<Exception>();
        Thread[] threads = [.. Enumerable.Range(0, Environment.ProcessorCount).Select(_ => new Thread(() =>
        {
            try
            {
                body();
            }
            catch (IkcException e)
            {
                lock (failures)
                    failures.Add(e);
            }
        }))];
        foreach (Thread thread in threads)
            thread.Start();
        foreach (Thread thread in threads)
            thread.Join();
        if (failures.Count > 0)
            throw failures[0];
    }

    private static async Task<bool> WriteBackAsync(IFileStore store)
    {
        byte[] bytes = new byte[ScratchBytes];
        new Random(1).NextBytes(bytes);
        for (int offset = 0; offset < bytes.Length; offset += ScratchBytes / 4)
            store.WriteScratch("from-the-reader", offset, bytes.AsSpan(offset, ScratchBytes / 4));
        byte[] onDisk = await store.HashScratchAsync("from-the-reader");
        return SHA256.HashData(bytes).AsSpan().SequenceEqual(onDisk);
    }
}
