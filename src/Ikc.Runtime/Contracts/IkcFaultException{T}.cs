// SPDX-License-Identifier: MIT
namespace Ikc;

/// <summary>
/// A failure that a method declares with <see cref="IkcFaultAttribute{T}"/>: thrown by the service, caught by its caller.
/// </summary>
/// <typeparam name="T">The declared type itself: neither a base nor a derived type crosses.</typeparam>
public sealed class IkcFaultException<T> : IkcFaultException
{
    /// <summary>Creates the failure.</summary>
    /// <param name="fault">What the caller is told.</param>
    public IkcFaultException(T fault)
        : base($"The service answered with a {typeof(T).Name}.") => Fault = fault;

    /// <summary>What the service said.</summary>
    public T Fault { get; }

    /// <inheritdoc/>
    public override object? Value => Fault;
}
