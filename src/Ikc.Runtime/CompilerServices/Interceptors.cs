// SPDX-License-Identifier: MIT
namespace Ikc.CompilerServices;

/// <summary>The interceptors of a node.</summary>
/// <param name="OfClients">See the calls that its clients make.</param>
/// <param name="OfServices">See the calls that its services run.</param>
internal sealed record Interceptors(IReadOnlyList<IkcInterceptor> OfClients, IReadOnlyList<IkcInterceptor> OfServices)
{
    public static Interceptors None { get; } = new([], []);

    /// <summary>The client, or what stands before it where there are interceptors.</summary>
    public T BeforeClient<T>(IkcContractDefinition<T> contract, T client, IkcChannel channel)
        where T : class =>
        OfClients.Count == 0 ? client : contract.Intercept(client, new IkcInterception(OfClients, contract, channel.ServiceName, channel.Peer));

    /// <summary>The service, or what stands before it where there are interceptors.</summary>
    public T BeforeService<T>(IkcContractDefinition<T> contract, T service, string name)
        where T : class =>
        OfServices.Count == 0 ? service : contract.Intercept(service, new IkcInterception(OfServices, contract, name));
}
