// SPDX-License-Identifier: MIT
using Ikc.Native;

namespace Ikc.Fabrics.Device;

/// <summary>An area of a peer's, mapped read-only.</summary>
internal sealed class DevicePeerArea(SharedMapping mapping) : PeerArea(mapping);
