// SPDX-License-Identifier: MIT
namespace Ikc.CompilerServices;

/// <summary>Writes a result into a reply; a static lambda of generated code.</summary>
public delegate void IkcEncoder<T>(scoped ref IkcWriter writer, T value);
