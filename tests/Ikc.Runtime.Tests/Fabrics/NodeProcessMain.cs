// SPDX-License-Identifier: MIT
using System.Globalization;
using System.Text;
using Ikc.Fabrics.Local;
using Ikc.Native;

namespace Ikc.Fabrics;

/// <summary>
/// A node in a process of its own that does what its standard input says, a line each, and answers each with a line. It ends with its
/// input, so nothing is left when a test ends early.
/// </summary>
internal static class NodeProcessMain
{
    public static int Run(string domain)
    {
        using LocalFabric fabric = LocalFabric.Open(new LocalFabricOptions { Domain = domain });
        TestNode? pumped = null;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{fabric.Self.Instance} {fabric.Self.Node} {fabric.Self.Epoch}"));
        LaneBell? bell = null;
        Peer? peer = null;
        List<FileDescriptor> open = [];
        while (Console.ReadLine() is { } line)
        {
            string[] words = line.Split(' ');
            try
            {
                switch (words[0])
                {
                    case "pump":
                        pumped = new TestNode(fabric);
                        break;
                    case "publish":
                        fabric.Publish(new ServiceRow(words[1], "contract", []), words.Length > 2, TestNode.Patience);
                        break;
                    case "connect":
                        peer = fabric.Connect(Parse(words), TestNode.Patience);
                        break;
                    case "joined":
                        peer = pumped!.Take(FabricEventKind.Joined).Peer;
                        break;
                    case "offer":
                        Offer(fabric, peer!, words[1]);
                        break;
                    case "read":
                        using (PeerArea area = pumped!.Take(FabricEventKind.Offered).Area!)
                            Console.Write(Read(area));
                        break;
                    case "bell":
                        bell = fabric.CreateBell(peer!);
                        Console.Write(bell.Number);
                        break;
                    case "sleep":
                        Console.Write(bell!.Wait(TestNode.PatienceNs));
                        break;
                    case "ring":
                        fabric.Ring(peer!, int.Parse(words[1], CultureInfo.InvariantCulture));
                        break;
                    case "rang":
                        pumped!.Take(FabricEventKind.Rang);
                        break;
                    case "died":
                        pumped!.Take(FabricEventKind.Died);
                        break;
                    case "taken":
                        Console.Write(pumped!.Take(FabricEventKind.TakeoverAsked).ServiceName);
                        break;
                    case "withdraw":
                        fabric.Withdraw(words[1]);
                        break;
                    case "silence":
                        bell!.Dispose();
                        break;
                    case "exhaust":
                        Exhaust(open);
                        break;
                    case "relax":
                        open.ForEach(descriptor => descriptor.Dispose());
                        open.Clear();
                        break;
                    case "rests":
                        Console.Write(fabric.IsResting);
                        break;
                    case "lock":
                        MemoryLocking.LockAll();
                        IEnumerable<string> status = File.ReadLines("/proc/self/status");
                        Console.Write(status.Single(line => line.StartsWith("VmLck:", StringComparison.Ordinal)));
                        break;
                    case "descriptors":
                        Console.Write(Directory.GetFiles("/proc/self/fd").Length);
                        break;
                    case "exit":
                        pumped?.Dispose();
                        return 0;
                    default:
                        Console.Write("unknown");
                        break;
                }

                Console.WriteLine();
            }
            catch (IkcException failure)
            {
                Console.WriteLine(failure.Status);
            }
        }

        return 0;
    }

    /// <summary>Opens files until there is no descriptor left.</summary>
    private static void Exhaust(List<FileDescriptor> open)
    {
        try
        {
            while (true)
                open.Add(LocalSocket.Create());
        }
        catch (IkcException none) when (none.Status == IkcStatus.LimitReached)
        {
        }
    }

    public static unsafe string Read(PeerArea area) => new((sbyte*)area.Base);

    public static unsafe void Offer(Fabric fabric, Peer peer, string text)
    {
        OwnArea area = fabric.CreateArea(1);
        Encoding.UTF8.GetBytes(text, new Span<byte>(area.Base, (int)area.SizeBytes));
        fabric.Offer(area, peer, tag: 7);
    }

    public static NodeIdentity Parse(ReadOnlySpan<string> words) => new(
        int.Parse(words[^3], CultureInfo.InvariantCulture), uint.Parse(words[^2], CultureInfo.InvariantCulture),
        ulong.Parse(words[^1], CultureInfo.InvariantCulture));
}
