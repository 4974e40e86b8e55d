// SPDX-License-Identifier: MIT
using Ikc.Fabrics;

namespace Ikc.Latency.Peer;

/// <summary>The other process as one that somebody started elsewhere, perhaps in another kernel: the two have only a fabric in common.</summary>
internal sealed class FoundPeer : PeerProcess
{
    /// <summary>For a process, or a kernel, that is only being started.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(120);

    private readonly IkcNode _node;
    private readonly IControl _control;
    private readonly OfferedShared _shared;

    public FoundPeer(string name)
    {
        _node = IkcNode.Open(Place with { Instance = 1, WaitPolicy = IkcWaitPolicy.Park });
        var connect = new IkcConnectOptions { Name = name, WaitPolicy = IkcWaitPolicy.Park, Deadline = s_patience };
        _control = _node.ConnectAsync<IControl>(connect).GetAwaiter().GetResult();
        Fabric fabric = FabricChoice.Open(Place with { Instance = 1 });
        ValueTask<long> met = _control.DoAsync($"meet {fabric.Self.Instance} {fabric.Self.Node} {fabric.Self.Epoch}");
        _shared = OfferedShared.Meet(fabric, caller: null);
        _ = met.AsTask().GetAwaiter().GetResult();
        _ = EndWithPeerAsync(IkcChannel.Of(_control));
    }

    /// <summary>As the environment says.</summary>
    public override IkcNodeOptions Place { get; } = new();

    public override string Fabric => _node.Fabric;

    public override OfferedShared Shared => _shared;

    public override long Number(string command) => _control.DoAsync(command).AsTask().GetAwaiter().GetResult();

    public override void Dispose()
    {
        _node.DisposeAsync().AsTask().GetAwaiter().GetResult(); // the other process ends with it
        _shared.Dispose();
    }

    /// <summary>A floor that spins would not notice that nobody answers any more.</summary>
    private static async Task EndWithPeerAsync(IkcChannel channel)
    {
        await channel.Closed.ConfigureAwait(false);
        if (channel.CloseStatus == IkcStatus.Closed)
            return; // by this process
        await Console.Error.WriteLineAsync("The other process has gone.").ConfigureAwait(false);
        Environment.Exit(1);
    }
}
