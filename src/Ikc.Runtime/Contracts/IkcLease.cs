// SPDX-License-Identifier: MIT
namespace Ikc;

/// <summary>A piece of memory lent to its holder until it is disposed.</summary>
public readonly struct IkcLease<T> : IDisposable
    where T : unmanaged
{
    /// <summary>Number of elements.</summary>
    public int Length => throw new NotImplementedException();

    /// <summary>The elements.</summary>
    public Span<T> Span => throw new NotImplementedException();

    /// <summary>Gives the memory back.</summary>
    public void Dispose() => throw new NotImplementedException();
}
