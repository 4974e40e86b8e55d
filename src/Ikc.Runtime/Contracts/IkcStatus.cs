// SPDX-License-Identifier: MIT
namespace Ikc;

/// <summary>Why a call, a connect or an open failed. The numbers are those of the wire.</summary>
public enum IkcStatus
{
    /// <summary>Nothing failed.</summary>
    Ok = 0,

    /// <summary>The process or kernel on the other side died or closed the channel.</summary>
    PeerDied = 1,

    /// <summary>The time given to the call has passed.</summary>
    DeadlineExceeded = 2,

    /// <summary>No node publishes the service.</summary>
    NotFound = 3,

    /// <summary>More than one node publishes the service and none was named.</summary>
    Ambiguous = 4,

    /// <summary>No room, credit or bulk slot is left, and waiting was not possible or not wanted.</summary>
    RingFull = 5,

    /// <summary>The payload is over a named limit.</summary>
    TooLarge = 6,

    /// <summary>The service does not have the method.</summary>
    Unimplemented = 7,

    /// <summary>Both sides have the method, with different shapes, or the peer speaks another contract or protocol version.</summary>
    IncompatibleContract = 8,

    /// <summary>The caller may not use the node, the service or the device.</summary>
    PermissionDenied = 9,

    /// <summary>The other side broke the protocol; its channel was closed.</summary>
    ProtocolViolation = 10,

    /// <summary>The service threw an exception.</summary>
    Faulted = 11,

    /// <summary>The memory behind a lease belongs to a peer that has died or been reborn.</summary>
    Revoked = 12,

    /// <summary>The call was cancelled by the caller.</summary>
    Cancelled = 13,

    /// <summary>The service name is already owned by another node.</summary>
    AlreadyServed = 14,

    /// <summary>The node, client or service was disposed on this side.</summary>
    Closed = 15,

    /// <summary>The service is shutting down or being taken over and accepts no new connection.</summary>
    Draining = 16,

    /// <summary>A named limit on nodes, channels, depth or memory was reached.</summary>
    LimitReached = 17,

    /// <summary>The fabric cannot work here: the message says what is missing.</summary>
    Unavailable = 18,
}
