// SPDX-License-Identifier: MIT
using Ikc.Fabrics.Local;

namespace Ikc.Fabrics;

/// <summary>Rows as bytes, which come from files and peers and so can be anything.</summary>
public sealed class RowCodecTests
{
    private static readonly NodeRow s_row = new(
        new NodeIdentity(3, 42, 0x1122334455667788), NodeState.Draining,
        [new ServiceRow("name", "contract", ["base", "other"]), new ServiceRow("ü", "c", [])]);

    [Fact]
    public void ARowComesBack()
    {
        Assert.True(RowCodec.TryDecode(RowCodec.Encode(s_row), out NodeRow? row));
        Assert.Equal((s_row.Identity, s_row.State, 2), (row!.Identity, row.State, row.Services.Count));
        Assert.Equal(["base", "other"], row.Services[0].BaseIds);
        Assert.Equal(("ü", "c"), (row.Services[1].Name, row.Services[1].ContractId));
        Assert.True(RowCodec.TryDecode([.. RowCodec.Encode(s_row), 1, 2, 3], out _), "A newer version may add to it.");
    }

    [Fact]
    public void APartOfARowIsNone()
    {
        byte[] whole = RowCodec.Encode(s_row);
        for (int length = 0; length < whole.Length; length++)
            Assert.False(RowCodec.TryDecode(whole.AsSpan(0, length), out _));
    }

    [Fact]
    public void NoByteCanDoHarm()
    {
        var random = new Random(20261123);
        byte[] whole = RowCodec.Encode(s_row);
        int accepted = 0;
        for (int round = 0; round < 20_000; round++)
        {
            byte[] changed = [.. whole];
            for (int i = random.Next(4); i >= 0; i--)
                changed[random.Next(changed.Length)] = (byte)random.Next(256);
            if (RowCodec.TryDecode(changed, out NodeRow? row))
            {
                accepted++;
                Assert.All(row!.Services, service => Assert.True(RowCodec.IsName(service.Name) && RowCodec.IsName(service.ContractId)));
            }
        }

        Assert.InRange(accepted, 1, 19_999);
    }
}
