// SPDX-License-Identifier: MIT
namespace Ikc.Fabrics.Local;

/// <summary>What a message on a link says. A message of one byte is a ring of bell 0 and has no header.</summary>
internal enum LinkVerb
{
    /// <summary>Version and row; the first message of either side, but for a takeover's.</summary>
    Hello = 1,

    /// <summary>The last message to whom is not let in, with the status.</summary>
    Refused = 2,

    /// <summary>Tag and size; one descriptor, the area's.</summary>
    Offer = 3,

    /// <summary>A number; one descriptor, the end that rings.</summary>
    Bell = 4,

    /// <summary>A service name that is to pass; the first and only message of a connection that becomes no link.</summary>
    TakeOver = 5,

    /// <summary>The answer, with the status.</summary>
    TakenOver = 6,

    /// <summary>The end of the link by intention.</summary>
    Goodbye = 7,
}
