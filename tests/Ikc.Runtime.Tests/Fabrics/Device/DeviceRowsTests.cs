// SPDX-License-Identifier: MIT
using Ikc.Native;

namespace Ikc.Fabrics.Device;

/// <summary>Rows of the node table, as this node writes its entries and reads those of others.</summary>
public sealed unsafe class DeviceRowsTests
{
    [Fact]
    public void AnEntryComesBackAsItWasPublished()
    {
        DeviceAbi.Node row = Row(state: 2);
        var service = new ServiceRow("Größe/1", "test.contract", ["test.base", "test.other"]);
        Put(ref row, 0, DeviceRows.EncodeName(service.Name), DeviceRows.EncodeContract(service));
        Put(ref row, 1, DeviceRows.EncodeName("plain"), DeviceRows.EncodeContract(new ServiceRow("plain", "c", [])));
        NodeRow read = DeviceRows.Decode(row);
        Assert.Equal(new NodeIdentity(3, 17, 0xFEDCBA9876543210), read.Identity);
        Assert.Equal(NodeState.Serving, read.State);
        Assert.Equal(["Größe/1", "plain"], read.Services.Select(entry => entry.Name));
        Assert.Equal("test.contract", read.Services[0].ContractId);
        Assert.Equal(service.BaseIds, read.Services[0].BaseIds);
        Assert.Empty(read.Services[1].BaseIds);
        Assert.Equal(row.Handle, DeviceRows.HandleOf(read.Identity));
    }

    /// <summary>Another kernel wrote it: neither a zero is certain, nor a count, nor UTF-8.</summary>
    [Fact]
    public void ARowOfGarbageIsReadWithoutHarm()
    {
        DeviceAbi.Node row = Row(state: 77);
        new Span<byte>(row.Entries, DeviceAbi.MaxEntries * (8 + DeviceAbi.NameBytes + DeviceAbi.ContractBytes)).Fill(0xFF);
        row.NrEntries = uint.MaxValue;
        NodeRow read = DeviceRows.Decode(row);
        Assert.Equal(NodeState.Dead, read.State);
        Assert.Equal(DeviceAbi.MaxEntries, read.Services.Count);
        Assert.All(read.Services, entry => Assert.Equal(DeviceAbi.NameBytes, entry.Name.Length));
    }

    [Fact]
    public void NamesAndContractsHaveLimits()
    {
        Assert.Equal(200, DeviceRows.EncodeName(new string('n', 200)).Length);
        Assert.Throws<ArgumentException>(() => DeviceRows.EncodeName(new string('n', 201)));
        Assert.Throws<ArgumentException>(() => DeviceRows.EncodeName(""));
        Assert.Throws<ArgumentException>(() => DeviceRows.EncodeName("a\0b"));
        string[] bases = [.. Enumerable.Range(0, 4).Select(i => new string((char)('a' + i), 125))];
        Assert.Equal(511, DeviceRows.EncodeContract(new ServiceRow("s", "abcdef", bases)).Length);
        IkcException full = Assert.Throws<IkcException>(() => DeviceRows.EncodeContract(new ServiceRow("s", "abcdefg", bases)));
        Assert.Equal(IkcStatus.LimitReached, full.Status);
    }

    private static DeviceAbi.Node Row(uint state) => new()
    {
        Handle = new DeviceAbi.Handle { Instance = 3, Slot = 17, Generation = 0xFEDCBA9876543210 },
        State = state,
    };

    private static void Put(ref DeviceAbi.Node row, int index, byte[] name, byte[] contract)
    {
        fixed (byte* entries = row.Entries)
        {
            byte* entry = entries + index * sizeof(DeviceAbi.Entry);
            ((DeviceAbi.Entry*)entry)->Index = (uint)index;
            name.CopyTo(new Span<byte>(entry + 8, DeviceAbi.NameBytes));
            contract.CopyTo(new Span<byte>(entry + 8 + DeviceAbi.NameBytes, DeviceAbi.ContractBytes));
        }

        row.NrEntries = (uint)index + 1;
    }
}
