// SPDX-License-Identifier: MIT
using System.Numerics;
using System.Runtime.CompilerServices;
using Ikc.Channels;

namespace Ikc.Latency.Peer;

/// <summary>
/// The barest ring there is, as a floor: slots of one size, each with its sequence in the payload's own line. Nothing is checked, nobody
/// sleeps, and both sides may write everywhere.
/// </summary>
internal static unsafe class SlotRing
{
    private const int LineBytes = 64;
    private const int LoopSlots = 256;
    private const int RingBytes = 256 << 10; // stays in the second-level cache
    private const int SlotsMin = 4;

    /// <summary>What the largest ring takes of an area.</summary>
    public const int ClearBytes = SlotsMin * ((1 << 20) + (2 * LineBytes));

    /// <summary>One message there, one back, each in the next slot of its ring.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void PingPong(byte* output, byte* input, ref ulong position, int calls)
    {
        for (int i = 0; i < calls; i++)
        {
            Put(output, ++position, position);
            _ = Take(input, position);
        }
    }

    public static void Stop(byte* output, ref ulong position) => Put(output, ++position, Shared.Stop);

    /// <summary>The other side of <see cref="PingPong"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Echo(byte* input, byte* output)
    {
        for (ulong position = 1; ; position++)
        {
            ulong payload = Take(input, position);
            if (payload == Shared.Stop)
                return;
            Put(output, position, payload);
        }
    }

    /// <summary>Messages in one direction; returns when all were read.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Send(Shared shared, int payloadBytes, byte[] source, ref ulong position, int messages)
    {
        nuint stride = Stride(payloadBytes);
        uint slots = Slots(payloadBytes);
        byte* ring = shared.Out;
        ulong limit = Volatile.Read(ref shared.Head) + slots;
        fixed (byte* bytes = source)
        {
            for (int i = 0; i < messages; i++)
            {
                while (position == limit)
                    limit = Volatile.Read(ref shared.Head) + slots;
                byte* slot = ring + ((nuint)(position & (slots - 1)) * stride);
                position++;
                if (payloadBytes == sizeof(ulong))
                    ((ulong*)slot)[1] = position;
                else
                    Buffer.MemoryCopy(bytes, slot + LineBytes, payloadBytes, payloadBytes);
                Volatile.Write(ref *(ulong*)slot, position);
            }
        }

        while (Volatile.Read(ref shared.Head) != position)
            SpinBudget.Pause();
    }

    /// <summary>Reads every byte of what is sent, until told to stop.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Drain(Shared shared, int payloadBytes)
    {
        nuint stride = Stride(payloadBytes);
        uint slots = Slots(payloadBytes);
        uint publishMask = (slots / 4) - 1;
        byte* ring = shared.Out;
        ulong sum = 0;
        for (ulong position = 0; ;)
        {
            byte* slot = ring + ((nuint)(position & (slots - 1)) * stride);
            if (Volatile.Read(ref *(ulong*)slot) != position + 1)
            {
                Volatile.Write(ref shared.Head, position);
                while (Volatile.Read(ref *(ulong*)slot) != position + 1)
                {
                    if (Volatile.Read(ref shared.Ping) == Shared.Stop)
                        return;
                    SpinBudget.Pause();
                }
            }

            sum += payloadBytes == sizeof(ulong) ? ((ulong*)slot)[1] : Bulk.Sum(new ReadOnlySpan<byte>(slot + LineBytes, payloadBytes));
            position++;
            if ((position & publishMask) == 0)
            {
                shared.Result = sum;
                Volatile.Write(ref shared.Head, position);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put(byte* ring, ulong position, ulong payload)
    {
        ulong* slot = (ulong*)(ring + ((uint)position % LoopSlots * LineBytes));
        slot[1] = payload;
        Volatile.Write(ref *slot, position);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Take(byte* ring, ulong position)
    {
        ulong* slot = (ulong*)(ring + ((uint)position % LoopSlots * LineBytes));
        while (Volatile.Read(ref *slot) != position)
            SpinBudget.Pause();
        return slot[1];
    }

    /// <summary>Small ones share a line with their neighbours, large ones begin a line after their sequence.</summary>
    private static nuint Stride(int payloadBytes) =>
        payloadBytes == sizeof(ulong) ? 2 * sizeof(ulong) : (nuint)(((payloadBytes + LineBytes - 1) & -LineBytes) + LineBytes);

    private static uint Slots(int payloadBytes) =>
        Math.Max(SlotsMin, BitOperations.RoundUpToPowerOf2(((uint)RingBytes / (uint)Stride(payloadBytes) / 2) + 1));
}
