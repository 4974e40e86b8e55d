// SPDX-License-Identifier: MIT
#nullable disable
using System.Collections.Generic;
using Ikc;
using MessagePack;

namespace Acme;

[IkcContract("oblivious")]
public partial interface IOblivious
{
    [IkcMethod(1)]
    string Text(string text, int[] numbers, List<Item> items, Dictionary<string, string> map);
}

[MessagePackObject]
public class Item
{
    [Key(0)]
    public string Name;

    [Key(1)]
    public Item[] Children { get; set; }
}
