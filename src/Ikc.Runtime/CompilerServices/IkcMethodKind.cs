// SPDX-License-Identifier: MIT
namespace Ikc.CompilerServices;

/// <summary>The call shape of a method; part of its shape hash. The numbers are those of the wire.</summary>
public enum IkcMethodKind
{
    /// <summary>A synchronous call with a reply: travels on the calling thread's lane.</summary>
    Sync = 0,

    /// <summary>An asynchronous call with a reply: travels on channel 0.</summary>
    Async = 1,

    /// <summary>A call without a reply, written by the calling thread's lane.</summary>
    OneWay = 2,

    /// <summary>A call without a reply, written to channel 0.</summary>
    OneWayAsync = 3,

    /// <summary>A call with a stream in its parameters or its result: travels on the connection's stream channel.</summary>
    Stream = 4,
}
