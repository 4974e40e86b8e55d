// SPDX-License-Identifier: MIT
namespace Ikc.Fabrics;

/// <summary>A pair of nodes in which this one watches a word that the other one writes.</summary>
internal sealed unsafe class WatchedPair : LocalFabricPair
{
    private readonly OwnArea _theirs;
    private readonly PeerArea _mapped;
    private Timer? _timer;

    public WatchedPair(TemporaryDomain domain)
        : base(domain, waitsOnWords: true)
    {
        _theirs = There.CreateArea(1);
        There.Offer(_theirs, PeerThere, tag: 1);
        _mapped = TestNode.Next(Here, FabricEventKind.Offered).Area!;
        Assert.True(Here.TryWatch(PeerHere, Word));
    }

    /// <summary>As this node has it mapped: read-only.</summary>
    public uint* Word => (uint*)_mapped.Base;

    public void Ring() => There.RingWord((uint*)_theirs.Base);

    public void RingAfter(int milliseconds) => _timer = new Timer(_ => Ring(), null, milliseconds, Timeout.Infinite);

    public override void Dispose()
    {
        _timer?.Dispose();
        base.Dispose();
        _mapped.Dispose();
        _theirs.Dispose();
    }
}
