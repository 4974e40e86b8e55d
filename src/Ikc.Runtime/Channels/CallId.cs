// SPDX-License-Identifier: MIT
namespace Ikc.Channels;

/// <summary>A call id: slot in the lower 16 bits, a generation that never repeats above. Late replies carry an old generation.</summary>
internal static class CallId
{
    public static ulong Make(uint slot, ulong generation) => (generation << 16) | slot;

    public static uint Slot(ulong callId) => (uint)callId & 0xFFFF;

    /// <summary>The generation as it stands in a cancel word; never 0.</summary>
    public static uint CancelWord(ulong callId) => (uint)(callId >> 16) | 0x8000_0000;
}
