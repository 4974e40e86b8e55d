// SPDX-License-Identifier: MIT
using Ikc.Fabrics;

namespace Ikc.Channels;

/// <summary>A fabric whose lane bells a test looks at and stands in for; everything else is another fabric's.</summary>
internal sealed class WatchedFabric(Fabric inner, Func<LaneBell, LaneBell> watch) : Fabric
{
    public override NodeIdentity Self => inner.Self;

    public override string Kind => inner.Kind;

    public override string? RuntimeDirectory => inner.RuntimeDirectory;

    public override void Publish(ServiceRow service, bool takeOver, TimeSpan deadline) => inner.Publish(service, takeOver, deadline);

    public override void Withdraw(string serviceName) => inner.Withdraw(serviceName);

    public override IReadOnlyList<NodeRow> Nodes() => inner.Nodes();

    public override Peer Connect(NodeIdentity node, TimeSpan deadline) => inner.Connect(node, deadline);

    public override OwnArea CreateArea(long sizeBytes) => inner.CreateArea(sizeBytes);

    public override void Offer(OwnArea area, Peer peer, ulong tag) => inner.Offer(area, peer, tag);

    public override LaneBell CreateBell(Peer peer) => watch(inner.CreateBell(peer));

    public override void Ring(Peer peer, int bell) => inner.Ring(peer, bell);

    public override bool HasBellWords => inner.HasBellWords;

    public override unsafe bool TryWatch(Peer peer, uint* word) => inner.TryWatch(peer, word);

    public override void Unwatch(Peer peer) => inner.Unwatch(peer);

    public override void Disconnect(Peer peer) => inner.Disconnect(peer);

    public override int Wait(Span<FabricEvent> events, long timeoutNs) => inner.Wait(events, timeoutNs);

    public override void Interrupt() => inner.Interrupt();

    public override void Dispose() => inner.Dispose();
}
