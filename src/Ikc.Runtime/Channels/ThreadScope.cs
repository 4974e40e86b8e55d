// SPDX-License-Identifier: MIT
namespace Ikc.Channels;

/// <summary>
/// What the runtime keeps for a thread: the pump role that it has, and the call that it dispatches. Found once a loop, not once a call,
/// for a look at thread-local memory costs as much as the rest of a visit.
/// </summary>
internal sealed class ThreadScope
{
    [ThreadStatic]
    private static ThreadScope? t_mine;

    public static ThreadScope Mine => t_mine ??= new ThreadScope();

    /// <summary>The calling thread's, if it ever needed one.</summary>
    public static ThreadScope? Known => t_mine;

    /// <summary>The pump whose role the thread has, or had.</summary>
    public Pump? Pump;

    /// <summary>Of that role; 0: none.</summary>
    public long Ticket;

    /// <summary>The channel whose call the thread dispatches now.</summary>
    public ServerChannel? Dispatching;

    /// <summary>The connection whose call with streams the thread dispatches now, unless it is inside another call again.</summary>
    public ServerConnection? DispatchingStream;
}
