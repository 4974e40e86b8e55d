// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;
using Ikc.Native;

namespace Ikc.Fabrics.Local;

/// <summary>The ends with which one peer's lane bells are rung.</summary>
/// <remarks>
/// The peer tells its bell's number in shared memory, and that can be seen before the message that brings the end was read. Such a ring
/// is kept and made good when the end arrives.
/// </remarks>
internal sealed class PeerBells(int numberMax)
{
    private readonly Lock _lock = new();
    private FileDescriptor?[] _ends = [];
    private ulong[] _early = [];
    private bool _closed;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Ring(int number)
    {
        FileDescriptor?[] ends = Volatile.Read(ref _ends); // pairs with Grow
        FileDescriptor? end = (uint)number < (uint)ends.Length ? Volatile.Read(ref ends[number]) : null; // pairs with Install
        if (end is null || !TryRing(end))
            RingSlow(number, end);
    }

    /// <summary>Takes an end; false when it is none, or its number is over the limit.</summary>
    public bool TryInstall(int number, FileDescriptor end)
    {
        if (number < 1 || number > numberMax || !LocalSocket.IsLocalStream(end))
            return false;
        lock (_lock)
        {
            if (_closed)
                return false;
            Grow(number);
            _ends[number]?.Dispose();
            Volatile.Write(ref _ends[number], end);
            ulong bit = 1UL << (number % 64);

            // An end whose bell is gone already is not the one that was meant: the next with this number is.
            if ((_early[number / 64] & bit) != 0 && TryRing(end))
                _early[number / 64] &= ~bit;
            return true;
        }
    }

    public void Close()
    {
        lock (_lock)
        {
            _closed = true;
            foreach (FileDescriptor? end in _ends)
                end?.Dispose();
        }
    }

    private static bool TryRing(FileDescriptor end) => LocalSocket.SendByte(end) is var error && (error == 0 || error == Errno.TryAgain);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void RingSlow(int number, FileDescriptor? failed)
    {
        if (number < 1 || number > numberMax)
            return;
        lock (_lock)
        {
            if (_closed)
                return;
            Grow(number);
            FileDescriptor? end = _ends[number];
            if (end is not null && end != failed && TryRing(end))
                return;
            end?.Dispose();
            _ends[number] = null;
            _early[number / 64] |= 1UL << (number % 64);
        }
    }

    private void Grow(int number)
    {
        if (number < _ends.Length)
            return;
        int length = Math.Min(numberMax + 1, Math.Max(64, 2 * (number + 1)));
        Array.Resize(ref _early, length / 64 + 1);
        var longer = new FileDescriptor?[length];
        _ends.CopyTo(longer, 0);
        Volatile.Write(ref _ends, longer);
    }
}
