// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;
using Ikc.Channels;

namespace Ikc;

/// <summary>
/// Elements lent to their holder until it disposes the lease: a result read where the service wrote it, an argument read where the caller
/// wrote it, or memory that a service fills for its result. It may be kept across an await.
/// </summary>
/// <remarks>
/// A copy of a lease is the same lease: after one of them is disposed, all answer <see cref="ObjectDisposedException"/>. A lease of a peer
/// that died answers <see cref="IkcStatus.Revoked"/>. A hostile peer can change what it lent while it is read. Not thread-safe.
/// </remarks>
/// <typeparam name="T">An element in which every bit pattern is valid.</typeparam>
public readonly struct IkcLease<T> : IDisposable
    where T : unmanaged
{
    private readonly LeaseOwner? _owner;
    private readonly ulong _generation;

    internal IkcLease(LeaseOwner owner, int length)
    {
        _owner = owner;
        _generation = owner.Generation;
        Length = length;
    }

    /// <summary>Number of elements.</summary>
    public int Length { get; }

    /// <summary>The elements; valid until the lease is disposed.</summary>
    /// <exception cref="ObjectDisposedException">The lease, or a copy of it, was disposed or given as a result.</exception>
    /// <exception cref="IkcException">Revoked: its peer has died.</exception>
    public unsafe Span<T> Span
    {
        get
        {
            if (_owner is null)
                return default;
            return new Span<T>(_owner.Memory(_generation), Length);
        }
    }

    /// <summary>
    /// Memory for a result of the call that the current thread dispatches: a bulk slot, which the caller will read in place. Elsewhere,
    /// and so in tests of a service, memory of this process. The content is undefined.
    /// </summary>
    /// <param name="count">Elements, 0 and up.</param>
    /// <exception cref="IkcException">RingFull: no bulk slot is free. TooLarge: over 1 GiB.</exception>
    public static IkcLease<T> Rent(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        long sizeBytes = (long)count * Unsafe.SizeOf<T>();
        return new IkcLease<T>(LeaseOwner.Rent(sizeBytes), count);
    }

    /// <summary>The same lease over its first elements.</summary>
    /// <param name="count">Elements, at most <see cref="Length"/>.</param>
    public IkcLease<T> Slice(int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)count, (uint)Length, nameof(count));
        return _owner is null ? this : new IkcLease<T>(_owner, count, _generation);
    }

    /// <summary>
    /// Takes over a lease that is a service method's argument, which otherwise ends with the method: to have it longer, or to give it as the
    /// result. The new lease is the caller's to dispose, and this one is void. For as long as it is kept, the memory is missing among the bulk
    /// slots of the other side.
    /// </summary>
    /// <exception cref="ObjectDisposedException">The lease, or a copy of it, has ended already.</exception>
    public IkcLease<T> Keep() => _owner is null ? this : new IkcLease<T>(_owner, Length, _owner.Renew(_generation));

    /// <summary>Gives the memory back. Disposing again does nothing.</summary>
    public void Dispose() => _owner?.TryRelease(_generation);

    internal bool TryTakeOver(ServerChannel channel, out SlotLoan loan)
    {
        loan = default;
        return _owner is not null && _owner.TryTakeOver(channel, _generation, out loan);
    }

    private IkcLease(LeaseOwner owner, int length, ulong generation)
    {
        _owner = owner;
        _generation = generation;
        Length = length;
    }
}
