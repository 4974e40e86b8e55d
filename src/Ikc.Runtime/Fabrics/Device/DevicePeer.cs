// SPDX-License-Identifier: MIT
using Ikc.Native;

namespace Ikc.Fabrics.Device;

/// <summary>A node of this or another kernel that this one has to do with.</summary>
internal sealed class DevicePeer(DeviceAbi.Handle handle, uint userId) : Peer
{
    public DeviceAbi.Handle Handle => handle;

    public override NodeIdentity Identity => IdentityOf(handle);

    public override uint UserId => userId;

    public static NodeIdentity IdentityOf(in DeviceAbi.Handle handle) => new((int)handle.Instance, handle.Slot, handle.Generation);

    public static DeviceAbi.Handle HandleOf(NodeIdentity node) =>
        new() { Instance = (uint)node.Instance, Slot = node.Node, Generation = node.Epoch };
}
