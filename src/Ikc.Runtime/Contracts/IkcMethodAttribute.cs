// SPDX-License-Identifier: MIT
namespace Ikc;

/// <summary>Gives a contract's method its identity on the wire.</summary>
/// <param name="id">1 to 65535, unique in the declaring contract and never used again for something else.</param>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class IkcMethodAttribute(int id) : Attribute
{
    /// <summary>The method's number, unique in its declaring contract.</summary>
    public int Id { get; } = id;

    /// <summary>No answer is sent: the caller goes on as soon as the call is written. Only for methods that return nothing.</summary>
    public bool OneWay { get; set; }
}
