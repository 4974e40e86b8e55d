// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Ikc.Channels;
using Ikc.Latency.Scenarios;
using static Tmds.Linux.LibC;

namespace Ikc.Latency.Peer;

/// <summary>What the other process does: one command after the other.</summary>
internal static unsafe partial class PeerLoop
{
    private const int SetParentDeathSignal = 1;

    private static int s_collectEveryMs;

    public static void Run(IkcNodeOptions place, int cpu, Shared shared, ICommands commands)
    {
        IkcNode? node = null;
        while (commands.Next() is { } line)
        {
            string[] words = line.Split(' ');
            long found = 0;
            switch (words[0])
            {
                case "serve":
                    node = Serve(place, words.Length > 2 ? int.Parse(words[2]) : cpu, Enum.Parse<IkcWaitPolicy>(words[1]));
                    break;
                case "close":
                    node!.DisposeAsync().AsTask().GetAwaiter().GetResult();
                    break;
                case "collect":
                    CollectEvery(int.Parse(words[1]));
                    break;
                case "idle":
                    break;
                case "resident":
                    found = ResidentBytes();
                    break;
                case "objects":
                    found = GC.GetTotalMemory(forceFullCollection: true);
                    break;
                default:
                    shared.Clear();
                    commands.Answer(0);
                    Echo(shared, words[0], words.Length > 1 ? int.Parse(words[1]) : 0);
                    continue;
            }

            commands.Answer(found);
        }
    }

    public static void DieWithParent() => _ = Control(SetParentDeathSignal, SIGKILL);

    /// <summary>What this process has in memory, after a collection: its own and shared pages.</summary>
    public static long ResidentBytes()
    {
        GC.Collect();
        string line = File.ReadLines("/proc/self/status").First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]) * 1024;
    }

    /// <summary>Induces garbage collections from a thread of their own; 0 ends them.</summary>
    public static void CollectEvery(int milliseconds)
    {
        bool isRunning = Interlocked.Exchange(ref s_collectEveryMs, milliseconds) != 0;
        if (milliseconds == 0 || isRunning)
            return;
        new Thread(static () =>
        {
            while (Volatile.Read(ref s_collectEveryMs) is var pause and > 0)
            {
                byte[][] garbage = [.. Enumerable.Range(0, 1000).Select(static i => new byte[i])];
                GC.KeepAlive(garbage);
                GC.Collect();
                Thread.Sleep(pause);
            }
        })
        { IsBackground = true }.Start();
    }

    private static IkcNode Serve(IkcNodeOptions place, int cpu, IkcWaitPolicy policy)
    {
        var node = IkcNode.Open(place with { Instance = 0, WaitPolicy = policy, Cpus = [cpu] });
        node.Serve<IProbe>(new Probe(), new IkcServeOptions { ConnectionsMax = Scale.ClientsMax });
        return node;
    }

    private static void Echo(Shared shared, string what, int number)
    {
        switch (what)
        {
            case "eventfd" when shared is InheritedShared child:
                Answer(child.EventIn, child.EventOut);
                break;
            case "socket" when shared is InheritedShared child:
                Answer(child.Socket, child.Socket);
                break;
            case "futex":
                for (ulong turn = 0; (turn = InheritedShared.WaitWhile(ref shared.Ping, turn)) != Shared.Stop;)
                    InheritedShared.Wake(ref shared.Pong, turn);
                break;
            case "bells" when shared is OfferedShared found:
                AnswerRings(found);
                break;
            case "ring":
                SlotRing.Echo(shared.Out, shared.In);
                break;
            case "drain":
                SlotRing.Drain(shared, number);
                break;
            case "work":
                AnswerWork(shared, number);
                break;
            case "give":
                Give(shared, number);
                break;
            case "take":
                Take(shared, number);
                break;
            case "both":
                CopyBack(shared, number);
                break;
            case "line":
                AnswerLines(shared);
                break;
            default:
                throw new ArgumentException(what);
        }
    }

    private static void Answer(int input, int output)
    {
        while (InheritedShared.Receive(input) < Shared.Stop)
            InheritedShared.Send(output);
    }

    private static void AnswerRings(OfferedShared shared)
    {
        ulong seen;
        for (ulong turn = 1; ; turn++)
        {
            while ((seen = Volatile.Read(ref shared.Ping)) != turn)
            {
                if (seen == Shared.Stop)
                    return;
                shared.WaitForRing();
            }

            Volatile.Write(ref shared.Pong, turn);
            shared.Ring();
        }
    }

    // What nothing can be faster than must not wait for the compiler's second look.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AnswerLines(Shared shared)
    {
        for (ulong turn = 1; Await(shared, turn); turn++)
            Volatile.Write(ref shared.Pong, turn);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AnswerWork(Shared shared, int microseconds)
    {
        for (ulong turn = 1; Await(shared, turn); turn++)
        {
            Bulk.Work(microseconds);
            Volatile.Write(ref shared.Pong, turn);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Give(Shared shared, int bytes)
    {
        byte[] source = Bulk.Source();
        for (ulong turn = 1; Await(shared, turn); turn++)
        {
            source.AsSpan(0, bytes).CopyTo(new Span<byte>(shared.In, bytes));
            Volatile.Write(ref shared.Pong, turn);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Take(Shared shared, int bytes)
    {
        for (ulong turn = 1; Await(shared, turn); turn++)
        {
            shared.Result = Bulk.Sum(new ReadOnlySpan<byte>(shared.Out, bytes));
            Volatile.Write(ref shared.Pong, turn);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void CopyBack(Shared shared, int bytes)
    {
        for (ulong turn = 1; Await(shared, turn); turn++)
        {
            Buffer.MemoryCopy(shared.Out, shared.In, bytes, bytes);
            Volatile.Write(ref shared.Pong, turn);
        }
    }

    /// <summary>Looks until it is this turn; false: it is the end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool Await(Shared shared, ulong turn)
    {
        ulong seen;
        while ((seen = Volatile.Read(ref shared.Ping)) != turn)
        {
            if (seen == Shared.Stop)
                return false;
            SpinBudget.Pause();
        }

        return true;
    }

    // Missing in Tmds.LibC.
    [LibraryImport("libc", EntryPoint = "prctl")]
    private static partial int Control(int option, nint value);
}
