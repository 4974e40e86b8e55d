// SPDX-License-Identifier: MIT
using Ikc.CompilerServices;

namespace Ikc;

/// <summary>
/// What the generator implements inside every contract interface. A type that is no contract does not satisfy it, so
/// <c>Serve</c> and <c>ConnectAsync</c> do not compile for it; there is no registration and no reflection.
/// </summary>
/// <typeparam name="TSelf">The contract interface itself.</typeparam>
public interface IIkcContract<TSelf>
    where TSelf : class, IIkcContract<TSelf>
{
    /// <summary>The contract's methods and the factories of its client and dispatcher.</summary>
    static abstract IkcContractDefinition<TSelf> Definition { get; }
}
