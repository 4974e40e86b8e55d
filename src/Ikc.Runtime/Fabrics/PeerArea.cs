// SPDX-License-Identifier: MIT
using Ikc.Native;

namespace Ikc.Fabrics;

/// <summary>Memory that a peer writes and this node reads. Everything in it is untrusted.</summary>
internal abstract unsafe class PeerArea(SharedMapping mapping) : IDisposable
{
    /// <summary>The mapping; whoever keeps a pointer into it holds a reference.</summary>
    public SharedMapping Mapping { get; } = mapping;

    public byte* Base => Mapping.Base;

    public long SizeBytes => Mapping.SizeBytes;

    public virtual void Dispose() => Mapping.Dispose();
}
