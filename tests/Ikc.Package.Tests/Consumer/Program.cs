// SPDX-License-Identifier: MIT
using Ikc;
using MessagePack;

var zero = new IkcNodeOptions { Fabric = "local", Domain = args[0], Instance = 0 };
await using IkcNode server = IkcNode.Open(zero);
await using IkcService service = server.Serve<IThing>(new Thing());
await using IkcNode caller = IkcNode.Open(zero with { Instance = 1 });
IThing thing = await caller.ConnectAsync<IThing>();
using IkcLease<byte> lease = thing.Fill(100_000);
Note note = await thing.NoteAsync(new Note { Text = "hi", Numbers = [1, 2] });
Console.WriteLine($"{thing.With(deadline: TimeSpan.FromSeconds(30)).Add(2, 3)} {note.Text} {lease.Span[99_999]} {thing.Middle(new Pair { Left = 4, Right = 8 })}");

[IkcContract("package.thing")]
public partial interface IThing
{
    [IkcMethod(1)]
    int Add(int a, int b);

    [IkcMethod(2)]
    ValueTask<Note> NoteAsync(Note note, CancellationToken cancellationToken = default);

    [IkcMethod(3)]
    IkcLease<byte> Fill(int count);

    [IkcMethod(4)]
    long Middle(in Pair pair);
}

[IkcStruct]
public struct Pair
{
    public long Left;
    public long Right;
}

[MessagePackObject]
public sealed class Note
{
    [Key(0)]
    public string Text { get; set; } = "";

    [Key(1)]
    public List<int> Numbers { get; set; } = [];
}

internal sealed class Thing : IThing
{
    public int Add(int a, int b) => a + b;

    public ValueTask<Note> NoteAsync(Note note, CancellationToken cancellationToken) =>
        new(new Note { Text = $"{note.Text}{note.Numbers.Sum()}" });

    public IkcLease<byte> Fill(int count)
    {
        IkcLease<byte> lease = IkcLease<byte>.Rent(count);
        lease.Span.Fill(7);
        return lease;
    }

    public long Middle(in Pair pair) => (pair.Left + pair.Right) / 2;
}
