// SPDX-License-Identifier: MIT
namespace Ikc.Fabrics.Local;

internal enum SendOutcome
{
    /// <summary>Nothing waits.</summary>
    Sent = 0,

    /// <summary>It waits for room in the socket.</summary>
    NoRoom,

    /// <summary>It waits for something that nothing announces.</summary>
    NotNow,

    /// <summary>Too much waits already.</summary>
    Full,

    /// <summary>The link has ended.</summary>
    Broken,
}
