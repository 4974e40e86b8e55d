// SPDX-License-Identifier: MIT
using Ikc.CompilerServices;

namespace Ikc.Channels.Callbacks;

/// <summary>An object of the caller's that its service may call: the same object, lent as the same contract, is one of these.</summary>
/// <param name="Table">Where it stands.</param>
/// <param name="Id">Its slot there and a generation, as in a call id; never 0.</param>
/// <param name="Target">The object, as its caller gave it.</param>
/// <param name="Host">Serves it.</param>
internal sealed record LentCallback(LentCallbacks Table, ulong Id, object Target, ServiceHost Host)
{
    /// <summary>How often the service's node may dial it at a time: more than once, for a close may be read after the next connect.</summary>
    public const int ConnectionsMax = 16;

    public uint Slot => CallId.Slot(Id);

    public bool Is(object target, IkcContractDefinition contract) => ReferenceEquals(Target, target) && Host.Contract == contract;

    /// <summary>Nobody has it any more.</summary>
    public void End()
    {
        foreach (ServerConnection connection in Host.BeginDrain())
            connection.Close(IkcStatus.Closed);
    }
}
