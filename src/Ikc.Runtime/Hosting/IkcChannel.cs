// SPDX-License-Identifier: MIT
namespace Ikc;

/// <summary>A client's connection to its service.</summary>
public sealed class IkcChannel
{
    internal IkcChannel()
    {
    }
}
