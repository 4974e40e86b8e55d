// SPDX-License-Identifier: MIT
namespace Ikc.Channels.Streams;

/// <summary>What a stream's reader finds when it has read what it had.</summary>
internal enum StreamNews
{
    /// <summary>Nothing yet.</summary>
    Nothing = 0,

    /// <summary>Items.</summary>
    Items,

    /// <summary>The end.</summary>
    End,
}
