// SPDX-License-Identifier: MIT
namespace Ikc.Channels.Streams;

/// <summary>Why what a stream has to say cannot be written now.</summary>
internal enum StreamObstacle
{
    /// <summary>It was written, or there is nothing to write.</summary>
    None = 0,

    /// <summary>The stream's reader has given no credit. It does not wait in the channel's queue: the credit brings it back.</summary>
    Credit,

    /// <summary>The ring has no room.</summary>
    Space,

    /// <summary>No bulk slot is free.</summary>
    Slot,
}
