// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;

namespace Ikc.Channels;

/// <summary>
/// The producer role of a ring that several threads write: held for the copy of one record, never across user code. Not re-entrant.
/// </summary>
internal struct Gate
{
    private int _held;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Enter()
    {
        if (Interlocked.CompareExchange(ref _held, 1, 0) != 0)
            EnterSlow();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Exit() => Volatile.Write(ref _held, 0);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void EnterSlow()
    {
        var wait = new SpinWait();
        do
            wait.SpinOnce(sleep1Threshold: 64);
        while (Volatile.Read(ref _held) != 0 || Interlocked.CompareExchange(ref _held, 1, 0) != 0);
    }
}
