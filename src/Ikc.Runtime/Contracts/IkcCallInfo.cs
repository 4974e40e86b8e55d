// SPDX-License-Identifier: MIT
namespace Ikc;

/// <summary>A call, as an interceptor sees it.</summary>
/// <param name="Contract">Id of the contract that declares the method.</param>
/// <param name="MethodId">The method's number there.</param>
/// <param name="Method">The method's C# name.</param>
/// <param name="ServiceName">The name under which the service is called.</param>
/// <param name="Peer">The other node: the service's for a client, the caller's for a service.</param>
public readonly record struct IkcCallInfo(string Contract, int MethodId, string Method, string ServiceName, IkcPeer Peer);
