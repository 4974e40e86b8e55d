// SPDX-License-Identifier: MIT
using Ikc.Fabrics.Local;

namespace Ikc.Fabrics;

/// <summary>
/// A fabric whose news a thread of its own takes, for tests that wait for one of them. Nothing waits longer than <see cref="Patience"/>.
/// </summary>
internal sealed class TestNode : IDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>The same for waits that a mistake would make endless.</summary>
    public static readonly long PatienceNs = (long)Patience.TotalNanoseconds;

    private readonly List<FabricEvent> _seen = [];
    private readonly Thread _pump;
    private volatile bool _stopping;

    public TestNode(LocalFabric fabric)
    {
        Fabric = fabric;
        _pump = new Thread(Pump) { IsBackground = true, Name = "test pump" };
        _pump.Start();
    }

    public LocalFabric Fabric { get; }

    public NodeIdentity Self => Fabric.Self;

    public Peer Connect(NodeIdentity to) => Fabric.Connect(to, Patience);

    /// <summary>Waits until an event of the kind that fits has come, and takes it.</summary>
    public FabricEvent Take(FabricEventKind kind, Func<FabricEvent, bool>? fits = null)
    {
        lock (_seen)
        {
            DateTime end = DateTime.UtcNow + Patience;
            while (true)
            {
                int found = _seen.FindIndex(seen => seen.Kind == kind && fits?.Invoke(seen) != false);
                if (found >= 0)
                {
                    FabricEvent taken = _seen[found];
                    _seen.RemoveAt(found);
                    return taken;
                }

                if (DateTime.UtcNow > end || !Monitor.Wait(_seen, Patience))
                    throw new TimeoutException($"No {kind} came; seen: {string.Join(", ", _seen.Select(seen => seen.Kind))}.");
            }
        }
    }

    /// <summary>The next event of the kind that fits, taken on the calling thread.</summary>
    public static FabricEvent Next(Fabric fabric, FabricEventKind kind, Func<FabricEvent, bool>? fits = null)
    {
        var events = new FabricEvent[2];
        FabricEvent? found = null;
        while (found is null)
        {
            int count = fabric.Wait(events, PatienceNs);
            if (count == 0)
                throw new TimeoutException($"No {kind} came.");
            foreach (FabricEvent seen in events.AsSpan(0, count))
            {
                if (found is null && seen.Kind == kind && fits?.Invoke(seen) != false)
                    found = seen;
                else
                    seen.Area?.Dispose();
            }
        }

        return found.Value;
    }

    public int Count(FabricEventKind kind)
    {
        lock (_seen)
            return _seen.Count(seen => seen.Kind == kind);
    }

    public void Dispose()
    {
        _stopping = true;
        Fabric.Interrupt();
        _pump.Join();
        lock (_seen)
        {
            foreach (FabricEvent seen in _seen)
                seen.Area?.Dispose();
        }

        Fabric.Dispose();
    }

    private void Pump()
    {
        var events = new FabricEvent[16];
        while (!_stopping)
        {
            int count = Fabric.Wait(events, -1);
            lock (_seen)
            {
                _seen.AddRange(events.AsSpan(0, count));
                Monitor.PulseAll(_seen);
            }
        }
    }
}
