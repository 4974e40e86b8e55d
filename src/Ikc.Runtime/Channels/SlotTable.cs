// SPDX-License-Identifier: MIT
using Ikc.Fabrics;
using Ikc.Rings;

namespace Ikc.Channels;

/// <summary>The bulk slots that the peer writes, as mapped on this side. Thread-safe.</summary>
internal sealed unsafe class SlotTable : IDisposable
{
    private readonly object _lock = new();
    private readonly PeerArea?[] _areas = new PeerArea?[Limits.SlotsMax];
    private readonly uint[] _sequences = new uint[Limits.SlotsMax];
    private bool _disposed;

    /// <summary>Takes an offered slot; a smaller one that it replaces is let go.</summary>
    public bool TryInstall(PeerArea area, in AreaHeader header)
    {
        lock (_lock)
        {
            if (_disposed || header.Slot >= Limits.SlotsMax || header.SlotSequence != _sequences[header.Slot] + 1)
                return false;
            _areas[header.Slot]?.Dispose();
            _areas[header.Slot] = area;
            _sequences[header.Slot] = header.SlotSequence;
            Monitor.PulseAll(_lock);
            return true;
        }
    }

    /// <summary>
    /// Finds the payload that a record's descriptor names. On Ok the mapping has one reference more, which the caller gives back.
    /// </summary>
    /// <returns>Empty when the slot's area was not offered yet.</returns>
    public RingResult TryFind(in SlotDescriptor descriptor, out PeerArea? area)
    {
        lock (_lock)
        {
            area = null;
            if (descriptor.Slot >= Limits.SlotsMax || descriptor.PayloadBytes > Limits.PayloadBytesMax)
                return RingResult.Violation;
            uint sequence = _sequences[descriptor.Slot];
            if (descriptor.Sequence == sequence + 1)
                return RingResult.Empty;
            PeerArea? found = _areas[descriptor.Slot];
            if (_disposed || descriptor.Sequence != sequence || found is null
                || descriptor.PayloadBytes > (ulong)(found.SizeBytes - AreaLayout.BulkOffset))
                return RingResult.Violation;
            if (!found.Mapping.TryAddReference())
                return RingResult.Violation;
            area = found;
            return RingResult.Ok;
        }
    }

    /// <summary>Sleeps until a slot is installed, or so long.</summary>
    public void WaitForOffer(int milliseconds)
    {
        lock (_lock)
            Monitor.Wait(_lock, milliseconds);
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _disposed = true;
            foreach (PeerArea? area in _areas)
                area?.Dispose();
        }
    }
}
