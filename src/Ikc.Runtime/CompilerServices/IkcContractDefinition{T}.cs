// SPDX-License-Identifier: MIT
namespace Ikc.CompilerServices;

/// <summary>A contract with its factories; made once for each contract by generated code.</summary>
/// <typeparam name="TContract">The contract interface.</typeparam>
public sealed class IkcContractDefinition<TContract> : IkcContractDefinition
    where TContract : class
{
    /// <summary>Creates the definition.</summary>
    public IkcContractDefinition(
        string id,
        string[] bases,
        IkcMethodDefinition[] methods,
        Func<IkcChannel, TContract> createClient,
        Func<TContract, IkcDispatcher> createDispatcher,
        Func<TContract, IkcInterception, TContract> intercept)
        : base(id, bases, methods)
    {
        CreateClient = createClient;
        CreateDispatcher = createDispatcher;
        Intercept = intercept;
    }

    /// <summary>Makes the generated client over a connected channel.</summary>
    public Func<IkcChannel, TContract> CreateClient { get; }

    /// <summary>Makes the generated dispatcher for a service.</summary>
    public Func<TContract, IkcDispatcher> CreateDispatcher { get; }

    /// <summary>Stands before a client or a service and tells interceptors of its calls.</summary>
    public Func<TContract, IkcInterception, TContract> Intercept { get; }
}
