// SPDX-License-Identifier: MIT
namespace Ikc.Fabrics;

/// <summary>One published service.</summary>
/// <param name="Name">Unique on the machine (on the fabric's domain); 1 to 200 UTF-8 bytes.</param>
/// <param name="ContractId">The contract it implements.</param>
/// <param name="BaseIds">Contracts that it implements by inheritance.</param>
internal sealed record ServiceRow(string Name, string ContractId, IReadOnlyList<string> BaseIds);
