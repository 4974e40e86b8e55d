// SPDX-License-Identifier: MIT
namespace Ikc.Tool;

/// <summary>The assembly cannot be read, or is not what was asked for.</summary>
internal sealed class ContractException(string message) : Exception(message);
