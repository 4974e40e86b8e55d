// SPDX-License-Identifier: MIT
using System.Runtime.InteropServices;
using System.Text;
using Ikc.Native;

namespace Ikc.Fabrics.Device;

/// <summary>Reads the kernel's table of nodes. What other kernels say in it is taken as text, and no more.</summary>
internal sealed unsafe class NodeTable(IkcDevice device)
{
    private const int FirstCapacity = 16;

    private readonly Lock _lock = new();
    private byte[] _buffer = new byte[FirstCapacity * IkcDevice.NodeBytes];

    public List<NodeRow> ReadAll()
    {
        lock (_lock)
        {
            var all = new DeviceAbi.Handle { Instance = DeviceAbi.Any, Slot = DeviceAbi.Any };
            int count = Read(all);
            var rows = new List<NodeRow>(count);
            fixed (byte* start = _buffer)
            {
                for (int i = 0; i < count; i++)
                    rows.Add(RowOf((DeviceAbi.Node*)(start + (i * IkcDevice.NodeBytes))));
            }

            return rows;
        }
    }

    /// <summary>One node's user, and whether it admits this one; false when it does not live.</summary>
    public bool TryFind(in DeviceAbi.Handle handle, out uint userId, out bool admits)
    {
        lock (_lock)
        {
            bool lives = Read(handle) > 0;
            DeviceAbi.Node node = MemoryMarshal.Read<DeviceAbi.Node>(_buffer);
            userId = lives ? node.Uid : 0;
            admits = lives && (node.Flags & DeviceAbi.NodeAllowsMe) != 0;
            return lives;
        }
    }

    private int Read(in DeviceAbi.Handle only)
    {
        while (true)
        {
            int error = device.ReadNodes(only, _buffer, out uint count);
            if (error != 0)
                throw LinuxError.Exception("The table of nodes cannot be read", error);
            int capacity = _buffer.Length / IkcDevice.NodeBytes;
            if (count <= capacity)
                return (int)count;
            _buffer = new byte[((int)count + FirstCapacity) * IkcDevice.NodeBytes];
        }
    }

    private static NodeRow RowOf(DeviceAbi.Node* node)
    {
        var services = new List<ServiceRow>();
        var entries = (DeviceAbi.Entry*)(node + 1);
        for (int i = 0; i < Math.Min(node->EntriesCount, DeviceAbi.EntriesMax); i++)
        {
            List<string> contracts = Texts(entries[i].Contract, DeviceAbi.ContractBytes);
            services.Add(new ServiceRow(
                Texts(entries[i].Name, DeviceAbi.NameBytes).FirstOrDefault(""), contracts.FirstOrDefault(""), [.. contracts.Skip(1)]));
        }

        NodeState state = node->State switch
        {
            DeviceAbi.StateServing => NodeState.Serving,
            DeviceAbi.StateDraining => NodeState.Draining,
            _ => NodeState.Starting,
        };
        return new NodeRow(DevicePeer.IdentityOf(node->Handle), state, services);
    }

    /// <summary>Texts that each end with a NUL; an empty one ends them all.</summary>
    private static List<string> Texts(byte* field, int sizeBytes)
    {
        var texts = new List<string>();
        var rest = new ReadOnlySpan<byte>(field, sizeBytes);
        while (rest.IndexOf((byte)0) is > 0 and int length)
        {
            texts.Add(Encoding.UTF8.GetString(rest[..length]));
            rest = rest[(length + 1)..];
        }

        return texts;
    }
}
