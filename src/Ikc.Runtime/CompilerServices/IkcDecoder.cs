// SPDX-License-Identifier: MIT
namespace Ikc.CompilerServices;

/// <summary>Reads a result from a reply; a static lambda of generated code. Runs on the thread that takes the result.</summary>
public delegate T IkcDecoder<T>(scoped ref IkcReader reader);
