// SPDX-License-Identifier: MIT
using Ikc.Native;

namespace Ikc.Fabrics;

/// <summary>Memory that this node writes and its audience reads. Lives until disposed; the audience's mappings outlive it.</summary>
internal abstract unsafe class OwnArea(SharedMapping mapping) : IDisposable
{
    /// <summary>The mapping; whoever keeps a pointer into it holds a reference.</summary>
    public SharedMapping Mapping { get; } = mapping;

    public byte* Base => Mapping.Base;

    public long SizeBytes => Mapping.SizeBytes;

    /// <summary>Its reader evidently has it: where an offer has to stand for a while after its area was disposed, this one need not.</summary>
    public virtual void NoteTaken()
    {
    }

    public virtual void Dispose() => Mapping.Dispose();
}
