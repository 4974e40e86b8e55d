// SPDX-License-Identifier: MIT
using System.Runtime.InteropServices;
using Ikc.Channels;
using static Tmds.Linux.LibC;

namespace Ikc.Latency;

/// <summary>What the other process does.</summary>
internal static partial class PeerLoop
{
    private const int SetParentDeathSignal = 1;

    public static void Run(string domain, int cpu, Shared shared)
    {
        _ = Control(SetParentDeathSignal, SIGKILL); // an echo that spins would outlive a run that was killed, on a core that others need
        byte[] source = Bulk.Source();
        IkcNode? node = null;
        ulong turn = 0;
        while (Console.In.ReadLine() is { } line)
        {
            string[] words = line.Split(' ');
            int rounds = words.Length > 1 && int.TryParse(words[1], out int number) ? number : 0;
            switch (words[0])
            {
                case "serve":
                    node = IkcNode.Open(new IkcNodeOptions
                    {
                        Fabric = "local",
                        Domain = domain,
                        Instance = 0,
                        WaitPolicy = Enum.Parse<IkcWaitPolicy>(words[1]),
                        Cpus = [cpu],
                    });
                    node.Serve<IProbe>(new Probe());
                    Ready();
                    break;
                case "close":
                    node!.DisposeAsync().AsTask().GetAwaiter().GetResult();
                    Ready();
                    break;
                default:
                    Ready();
                    Echo(shared, words[0], rounds, source, ref turn);
                    break;
            }
        }
    }

    private static void Echo(Shared shared, string what, int rounds, byte[] source, ref ulong turn)
    {
        int eventIn = what == "socket" ? shared.Socket(isPeer: true) : shared.EventIn(isPeer: true);
        int eventOut = what == "socket" ? shared.Socket(isPeer: true) : shared.EventOut(isPeer: true);
        bool asleep = what is "eventfd" or "socket";
        bool give = what == "give";
        bool take = what == "take";
        for (int i = 0; i < rounds; i++)
        {
            if (asleep)
            {
                Shared.Receive(eventIn);
                Shared.Send(eventOut);
                continue;
            }

            turn++;
            while (Volatile.Read(ref shared.Ping) != turn)
                SpinBudget.Pause();
            if (give)
                source.CopyTo(shared.Bytes);
            else if (take)
                shared.Result = Bulk.Sum(shared.Bytes);
            Volatile.Write(ref shared.Pong, turn);
        }
    }

    private static void Ready()
    {
        Console.Out.WriteLine("ready");
        Console.Out.Flush();
    }

    // Missing in Tmds.LibC.
    [LibraryImport("libc", EntryPoint = "prctl")]
    private static partial int Control(int option, nint value);
}
