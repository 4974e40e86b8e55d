// SPDX-License-Identifier: MIT
namespace Ikc.CompilerServices;

/// <summary>
/// Reads the value of a fault that a method declares; a static method of generated code. Null when the method declares no fault with this
/// code and this shape.
/// </summary>
public delegate IkcFaultException? IkcFaultDecoder(int code, ulong shapeHash, scoped ref IkcReader reader);
