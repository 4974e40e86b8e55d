// SPDX-License-Identifier: MIT
using Ikc.Native;

namespace Ikc.Fabrics.Device;

/// <summary>Reads the table of nodes.</summary>
internal sealed class DeviceTable(IkcDevice device, DeviceAbi.Handle self)
{
    private const int RoomAtFirst = 8;
    private const int SpareRoom = 8;

    /// <summary>All nodes, this one included.</summary>
    public IReadOnlyList<NodeRow> All()
    {
        int room = RoomAtFirst;
        while (true)
        {
            var rows = new DeviceAbi.Node[room];
            DeviceErrors.Check(device.Nodes(default, rows, out int count), "The table of nodes cannot be read");
            if (count <= room)
                return [.. rows.Take(count).Select(row => DeviceRows.Decode(row))];
            room = count + SpareRoom;
        }
    }

    public NodeRow? Own() => TryFind(self, out DeviceAbi.Node row) ? DeviceRows.Decode(row) : null;

    /// <summary>Whether a node lives, and its row.</summary>
    public bool TryFind(in DeviceAbi.Handle node, out DeviceAbi.Node row)
    {
        var one = new DeviceAbi.Node[1];
        bool found = device.Nodes(node, one, out int count) == 0 && count == 1;
        row = one[0];
        return found;
    }
}
