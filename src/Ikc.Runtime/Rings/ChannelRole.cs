// SPDX-License-Identifier: MIT
namespace Ikc.Rings;

/// <summary>What a channel of a connection is for.</summary>
internal enum ChannelRole : uint
{
    /// <summary>Asynchronous calls: the first channel of a connection.</summary>
    Zero = 0,

    /// <summary>One synchronous caller at a time.</summary>
    Lane = 1,

    /// <summary>All streams of the connection.</summary>
    Streams = 2,
}
