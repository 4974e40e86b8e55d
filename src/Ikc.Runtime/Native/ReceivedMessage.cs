// SPDX-License-Identifier: MIT
namespace Ikc.Native;

/// <summary>What came with one message of a <see cref="LocalSocket"/>.</summary>
internal struct ReceivedMessage
{
    public int LengthBytes;

    /// <summary>The message or its descriptors did not fit, or there was more than one descriptor. All but the first are closed.</summary>
    public bool IsBroken;

    /// <summary>The descriptor that came with it; the receiver closes it.</summary>
    public FileDescriptor? Descriptor;
}
