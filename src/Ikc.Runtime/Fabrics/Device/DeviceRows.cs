// SPDX-License-Identifier: MIT
using System.Text;
using Ikc.Native;

namespace Ikc.Fabrics.Device;

/// <summary>The rows of the node table. What other kernels wrote there is untrusted.</summary>
internal static unsafe class DeviceRows
{
    private const int EntryBytes = 8 + DeviceAbi.NameBytes + DeviceAbi.ContractBytes;

    public static NodeIdentity IdentityOf(in DeviceAbi.Handle handle) => new((int)handle.Instance, handle.Slot, handle.Generation);

    public static DeviceAbi.Handle HandleOf(in NodeIdentity node) =>
        new() { Instance = (uint)node.Instance, Slot = node.Node, Generation = node.Epoch };

    /// <summary>A row as the layers above know it.</summary>
    public static NodeRow Decode(in DeviceAbi.Node row)
    {
        var services = new List<ServiceRow>();
        fixed (byte* entries = row.Entries)
        {
            int count = (int)Math.Min(row.NrEntries, DeviceAbi.MaxEntries);
            for (int i = 0; i < count; i++)
            {
                var bytes = new ReadOnlySpan<byte>(entries + i * EntryBytes + 8, DeviceAbi.NameBytes + DeviceAbi.ContractBytes);
                services.Add(Decode(Text(bytes[..DeviceAbi.NameBytes]), bytes[DeviceAbi.NameBytes..]));
            }
        }

        NodeState state = row.State is >= 1 and <= 3 ? (NodeState)(row.State - 1) : NodeState.Dead;
        return new NodeRow(IdentityOf(row.Handle), state, services);
    }

    /// <summary>A name as UTF-8; ArgumentException when it is none.</summary>
    public static byte[] EncodeName(string name)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(name);
        if (bytes.Length is 0 or > DeviceAbi.NameMax || bytes.Contains((byte)0))
            throw new ArgumentException($"Names are 1 to {DeviceAbi.NameMax} bytes of UTF-8.", nameof(name));
        return bytes;
    }

    /// <summary>The contract's id, then those of its bases, with a zero behind each; LimitReached when they have no room.</summary>
    public static byte[] EncodeContract(ServiceRow service)
    {
        byte[] bytes = [.. new[] { service.ContractId }.Concat(service.BaseIds).SelectMany(id => (byte[])[.. EncodeName(id), 0])];
        if (bytes.Length >= DeviceAbi.ContractBytes)
        {
            throw new IkcException(
                IkcStatus.LimitReached, $"The ids of a contract and its bases may take {DeviceAbi.ContractBytes - 1} bytes on {IkcDevice.Path}.");
        }

        return bytes;
    }

    private static ServiceRow Decode(string name, ReadOnlySpan<byte> contract)
    {
        var ids = new List<string>();
        while (Text(contract) is { Length: > 0 } id)
        {
            ids.Add(id);
            int zero = contract.IndexOf((byte)0);
            contract = zero < 0 ? default : contract[(zero + 1)..];
        }

        return new ServiceRow(name, ids.Count > 0 ? ids[0] : "", ids.Count > 1 ? ids[1..] : []);
    }

    private static string Text(ReadOnlySpan<byte> bytes)
    {
        int zero = bytes.IndexOf((byte)0);
        return Encoding.UTF8.GetString(zero < 0 ? bytes : bytes[..zero]);
    }
}
