// SPDX-License-Identifier: MIT
using Ikc.Latency.Peers;

switch (args)
{
    case ["list"]:
        foreach (Peer peer in PeerList.All)
            Console.WriteLine(peer.WhyNot() is { } reason ? $"{peer.Name}\t{reason}" : peer.Name);
        return 0;
    case ["client", var name, var own, var other]:
        if (Find(name).Adapter is not null)
            Threads.Pin(int.Parse(own)); // the programs of others pin themselves
        await Measurement.RunAsync(Find(name), int.Parse(own), int.Parse(other));
        return 0;
    case ["server", var name, var address, var cpu]:
        Threads.Pin(int.Parse(cpu));
        Threads.DieWithParent();
        await Find(name).Adapter!().ServeAsync(address, static () =>
        {
            Console.Out.WriteLine("ready");
            Console.Out.Flush();
        });
        return 0;
    default:
        Console.Error.WriteLine("Started by Ikc.Latency --peers.");
        return 2;
}

static Peer Find(string name) => Array.Find(PeerList.All, peer => peer.Name == name) ?? throw new ArgumentException($"No peer '{name}'.");
