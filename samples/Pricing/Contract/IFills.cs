// SPDX-License-Identifier: MIT
using Ikc;

namespace Pricing.Contract;

/// <summary>What a trader wants to hear of an order of its own.</summary>
[IkcContract("samples.pricing.fills")]
public partial interface IFills
{
    /// <summary>A part was bought.</summary>
    /// <returns>Whether to go on with the rest.</returns>
    [IkcMethod(1)] bool Filled(Fill fill);
}
