// SPDX-License-Identifier: MIT
using Ikc.Native;

namespace Ikc.Fabrics.Local;

/// <summary>An area of a peer's, mapped read-only.</summary>
internal sealed class LocalPeerArea(SharedMapping mapping) : PeerArea(mapping);
