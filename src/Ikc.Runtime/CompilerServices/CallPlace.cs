// SPDX-License-Identifier: MIT
namespace Ikc.CompilerServices;

/// <summary>Where a payload that is not sent yet is being written.</summary>
internal enum CallPlace : byte
{
    None = 0,

    /// <summary>In place, in the ring.</summary>
    Ring,

    /// <summary>In a private buffer, because its size is not known or there was no room.</summary>
    Buffer,

    /// <summary>In place, in a bulk slot.</summary>
    Slot,

    /// <summary>Nowhere: the call has failed already.</summary>
    Failed,
}
