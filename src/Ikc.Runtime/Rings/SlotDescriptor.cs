// SPDX-License-Identifier: MIT
using System.Runtime.InteropServices;

namespace Ikc.Rings;

/// <summary>The payload of a record whose real payload stands in a bulk slot.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct SlotDescriptor
{
    public const int SizeBytes = 24;

    public uint Slot;

    /// <summary>The use of the slot; freeing writes it to the reader's released word.</summary>
    public uint Generation;

    /// <summary>Which of the areas that the slot has had.</summary>
    public uint Sequence;

    public uint Reserved;
    public ulong PayloadBytes;
}
