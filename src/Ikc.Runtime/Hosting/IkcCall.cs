// SPDX-License-Identifier: MIT
using Ikc.Channels;

namespace Ikc;

/// <summary>What a service can know of the call that it runs.</summary>
public sealed class IkcCall
{
    internal IkcCall(IkcPeer caller, string serviceName)
    {
        Caller = caller;
        ServiceName = serviceName;
    }

    /// <summary>
    /// The call that the current thread dispatches, or null. Valid in a service method up to its first await; take what is needed before.
    /// </summary>
    public static IkcCall? Current => (ServerChannel.Current?.Connection ?? ThreadScope.Known?.DispatchingStream)?.Call;

    /// <summary>The node that calls.</summary>
    public IkcPeer Caller { get; }

    /// <summary>The name under which it calls.</summary>
    public string ServiceName { get; }
}
