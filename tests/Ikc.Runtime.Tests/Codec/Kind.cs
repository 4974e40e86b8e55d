// SPDX-License-Identifier: MIT
using Ikc.CompilerServices;

namespace Ikc.Codec;

internal delegate void Encode(scoped ref IkcWriter writer, object? value);

internal delegate object? Decode(scoped ref IkcReader reader);

/// <summary>A pair of a write and a read method, and values for them.</summary>
/// <param name="Name">What it is called in a failure.</param>
/// <param name="Edges">Values at the ends of the type's range.</param>
/// <param name="Random">Any value.</param>
internal sealed record Kind(string Name, object?[] Edges, Func<Random, object?> Random, Encode Write, Decode Read)
{
    public object? Value(Random random) => random.Next(3) == 0 ? Edges[random.Next(Edges.Length)] : Random(random);
}
