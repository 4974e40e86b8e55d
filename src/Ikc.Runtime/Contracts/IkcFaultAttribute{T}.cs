// SPDX-License-Identifier: MIT
namespace Ikc;

/// <summary>
/// Declares a failure of a contract's method that crosses as data: the service throws <see cref="IkcFaultException{T}"/>, and the caller
/// gets the same exception with the same value. Every other exception arrives as <see cref="IkcStatus.Faulted"/>.
/// </summary>
/// <remarks>
/// Faults are no part of the method's shape: one may be added or removed at any time. A caller whose contract does not declare it, or
/// declares the code with another shape, gets Faulted.
/// </remarks>
/// <typeparam name="T">Anything that can be a result.</typeparam>
/// <param name="code">The fault's number, 1 to 65535, unique in its method and never used again for something else.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true, Inherited = false)]
public sealed class IkcFaultAttribute<T>(int code = 1) : Attribute
{
    /// <summary>The fault's number, unique in its method.</summary>
    public int Code { get; } = code;
}
