// SPDX-License-Identifier: MIT
namespace Ikc;

/// <summary>A failure with a value, whatever the value's type is.</summary>
public abstract class IkcFaultException : IkcException
{
    private protected IkcFaultException(string message)
        : base(IkcStatus.Faulted, message, CallFate.Executed)
    {
    }

    /// <summary>The value.</summary>
    public abstract object? Value { get; }
}
