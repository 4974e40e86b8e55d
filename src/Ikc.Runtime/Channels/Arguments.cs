// SPDX-License-Identifier: MIT
using Ikc.Fabrics;
using Ikc.Rings;

namespace Ikc.Channels;

/// <summary>Where the arguments of a request lie, and what comes with them.</summary>
internal ref struct Arguments
{
    public ReadOnlySpan<byte> Bytes;

    /// <summary>Time left for the call, as its caller says; 0: no end.</summary>
    public long DeadlineNs;

    /// <summary>The bulk slot that is to be freed after use, when there is an area.</summary>
    public SlotDescriptor Slot;
    public PeerArea? SlotArea;
}
