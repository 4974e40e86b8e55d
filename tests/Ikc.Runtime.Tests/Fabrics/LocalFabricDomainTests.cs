// SPDX-License-Identifier: MIT
using System.Globalization;
using Ikc.Fabrics.Local;
using Ikc.Native;

namespace Ikc.Fabrics;

/// <summary>The domain's directory: whose it is, who is in it, and what the dead leave.</summary>
public sealed class LocalFabricDomainTests : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly TemporaryDomain _domain = new();

    public void Dispose() => _domain.Dispose();

    [Fact]
    public void ANodeLeavesNothingBehind()
    {
        using (LocalFabric here = _domain.Open())
        {
            here.Publish(new ServiceRow("name", "contract", []), takeOver: false, TestNode.Patience);
            Assert.Equal(3, _domain.Files().Length);
            Assert.Equal(OwnerOnly, File.GetUnixFileMode(_domain.Path));
            Assert.All(_domain.Files(), file => Assert.Equal(
                UnixFileMode.None, File.GetUnixFileMode(Path.Combine(_domain.Path, file)) & ~OwnerOnly));
        }

        Assert.Empty(_domain.Files());
    }

    [Fact]
    public void WhatAKilledNodeLeftIsRemovedByTheNext()
    {
        using var here = new NodeProcess(_domain);
        using var there = new NodeProcess(_domain);
        there.Do("publish name");
        there.Kill();
        here.Kill();
        Assert.Equal(5, _domain.Files().Length);
        using LocalFabric next = _domain.Open();
        Assert.Equal(next.Self, Assert.Single(next.Nodes()).Identity);
        Assert.Equal(2, _domain.Files().Length);
    }

    [Fact]
    public void ALinkedNodesDeathRemovesItsFilesAndTellsEverybody()
    {
        using var here = new TestNode(_domain.Open());
        using var bystander = new TestNode(_domain.Open());
        using var there = new NodeProcess(_domain);
        there.Do("pump");
        here.Connect(there.Self);
        there.Kill();
        here.Take(FabricEventKind.Died);
        Assert.Equal(2, here.Fabric.Nodes().Count);
        Assert.Equal(4, _domain.Files().Length);
        while (_domain.Files().Length > 4 || bystander.Fabric.Nodes().Count > 2)
            bystander.Take(FabricEventKind.Changed);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void EveryChangeOfTheDomainIsTold(bool rescanOnly)
    {
        using var here = new TestNode(_domain.Open(
            options => options with { RescanOnly = rescanOnly, RescanInterval = TimeSpan.FromMilliseconds(5) }));
        using LocalFabric other = _domain.Open();
        TakeChangedUntil(here, rows => rows.Count == 2);
        other.Publish(new ServiceRow("name", "contract", []), takeOver: false, TestNode.Patience);
        TakeChangedUntil(here, rows => rows.Any(row => row.Services.Count == 1));
        other.Withdraw("name");
        TakeChangedUntil(here, rows => rows.All(row => row.Services.Count == 0));
        other.Dispose();
        TakeChangedUntil(here, rows => rows.Count == 1);
    }

    [Fact]
    public void ScannersDoNotDisturbStartingNodes()
    {
        using var stop = new CancellationTokenSource();
        using LocalFabric here = _domain.Open();
        Thread[] scanners = [.. Enumerable.Range(0, 2).Select(_ => new Thread(() =>
        {
            while (!stop.IsCancellationRequested)
            {
                using LocalFabric scanner = _domain.Open(); // its sweep removes whatever looks dead
                scanner.Nodes();
            }
        }))];
        foreach (Thread scanner in scanners)
            scanner.Start();
        for (int i = 0; i < 200; i++)
        {
            using var starting = new TestNode(_domain.Open());
            starting.Fabric.Publish(new ServiceRow("name", "contract", []), takeOver: false, TestNode.Patience);
            Assert.Single(here.Nodes(), row => row.Identity == starting.Self && row.Services.Count == 1);
            Assert.Equal(starting.Self, here.Connect(starting.Self, TestNode.Patience).Identity);
        }

        stop.Cancel();
        foreach (Thread scanner in scanners)
            scanner.Join();
    }

    [Fact]
    public void StagedFilesAreRemovedOnlyWhenOld()
    {
        _domain.Open().Dispose();
        string young = Path.Combine(_domain.Path, ".new-node-0-1-00000000000000aa.sock");
        string old = Path.Combine(_domain.Path, ".new-node-0-1-00000000000000bb.sock");
        File.WriteAllText(young, "");
        File.WriteAllText(old, "");
        File.SetLastWriteTimeUtc(old, DateTime.UnixEpoch.AddDays(1));
        _domain.Open().Dispose();
        Assert.Equal([Path.GetFileName(young)], _domain.Files());
    }

    [Fact]
    public void ASocketWithoutARowIsRemovedWhenItRefuses()
    {
        _domain.Open().Dispose();
        DomainFiles.OpenDirectory(_domain.Path, out FileDescriptor? directory);
        string dead = Path.Combine(_domain.Path, "node-0-1-00000000000000aa.sock");
        string alive = Path.Combine(_domain.Path, "node-0-1-00000000000000bb.sock");
        using FileDescriptor listening = LocalSocket.Create();
        Assert.Equal(0, LocalSocket.Listen(listening, alive, 4));
        using (FileDescriptor ended = LocalSocket.Create())
            Assert.Equal(0, LocalSocket.Listen(ended, dead, 4));
        _domain.Open().Dispose();
        Assert.Equal([Path.GetFileName(alive)], _domain.Files());
        directory!.Dispose();
    }

    [Fact]
    public void RowsThatAreNoneAreIgnored()
    {
        using LocalFabric here = _domain.Open();
        File.WriteAllText(Path.Combine(_domain.Path, "node-0-1-00000000000000aa.row"), "no row");
        File.WriteAllBytes(
            Path.Combine(_domain.Path, "node-0-1-00000000000000bb.row"),
            RowCodec.Encode(new NodeRow(new NodeIdentity(0, 1, 0xcc), NodeState.Serving, [])));
        File.WriteAllText(Path.Combine(_domain.Path, "node-x.row"), "");
        File.CreateSymbolicLink(Path.Combine(_domain.Path, "node-0-1-00000000000000dd.row"), "/dev/zero");
        Assert.Single(here.Nodes());
    }

    [Fact]
    public void AnEpochIsNeverTheOldOne()
    {
        using LocalFabric first = _domain.Open(options => options with { Instance = 3 });
        NodeIdentity before = first.Self;
        first.Dispose();
        using LocalFabric second = _domain.Open(options => options with { Instance = 3 });
        Assert.Equal((3, before.Node), (second.Self.Instance, second.Self.Node));
        Assert.NotEqual(before, second.Self);
        Assert.Equal(
            IkcStatus.NotFound, Assert.Throws<IkcException>(() => second.Connect(before, TestNode.Patience)).Status);
    }

    [Fact]
    public void APathMayBeLong()
    {
        string deep = Path.Combine(_domain.Root, new string('d', 100), new string('e', 100));
        Directory.CreateDirectory(Path.GetDirectoryName(deep)!);
        using var first = new TestNode(LocalFabric.Open(new LocalFabricOptions { Domain = deep }));
        using var second = new TestNode(LocalFabric.Open(new LocalFabricOptions { Domain = deep }));
        Assert.Equal(second.Self, first.Connect(second.Self).Identity);
    }

    [Fact]
    public void ADirectoryThatOthersCanWriteIsRefused()
    {
        foreach (UnixFileMode mode in (UnixFileMode[])[UnixFileMode.GroupWrite, UnixFileMode.OtherWrite])
        {
            Directory.CreateDirectory(_domain.Path);
            File.SetUnixFileMode(_domain.Path, OwnerOnly | mode);
            Assert.Contains("others", Refusal(_domain.Path), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void ASymbolicLinkIsRefused()
    {
        string target = Path.Combine(_domain.Root, "target");
        Directory.CreateDirectory(target, OwnerOnly);
        File.CreateSymbolicLink(_domain.Path, target);
        Assert.Contains("symbolic link", Refusal(_domain.Path), StringComparison.Ordinal);
        File.Delete(_domain.Path);
        File.WriteAllText(_domain.Path, "");
        Assert.Throws<IkcException>(() => LocalFabric.Open(new LocalFabricOptions { Domain = _domain.Path }));
        File.Delete(_domain.Path);
        Assert.Equal(IkcStatus.Unavailable, Assert.Throws<IkcException>(
            () => LocalFabric.Open(new LocalFabricOptions { Domain = Path.Combine(_domain.Path, "missing", "too") })).Status);
    }

    [Fact]
    public void SomebodyElsesDirectoryIsRefused()
    {
        const uint Mine = 1000;
        const uint Directory755 = 0x41ED;
        const uint Directory775 = 0x41FD;
        Assert.Contains("1001", DomainDirectory.FindFlaw(new FileFacts(1001, Directory755, 1, 1, 0), Mine), StringComparison.Ordinal);
        Assert.NotNull(DomainDirectory.FindFlaw(new FileFacts(Mine, Directory775, 1, 1, 0), Mine));
        Assert.Null(DomainDirectory.FindFlaw(new FileFacts(Mine, Directory755, 1, 1, 0), Mine));
        if (!OtherUser.IsPossible)
            return;
        Directory.CreateDirectory(_domain.Path, OwnerOnly | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
        File.SetUnixFileMode(_domain.Root, OwnerOnly | UnixFileMode.OtherExecute);
        OtherUser.Run(() => Assert.Contains("belongs to user 0", Refusal(_domain.Path), StringComparison.Ordinal));
    }

    [Fact]
    public void ADirectoryThatCannotBeWrittenIsRefused()
    {
        const UnixFileMode ReadOnly = UnixFileMode.UserRead | UnixFileMode.UserExecute;
        if (!OtherUser.IsPossible)
        {
            Directory.CreateDirectory(_domain.Path, ReadOnly);
            Assert.Contains("cannot be written", Refusal(_domain.Path), StringComparison.Ordinal);
            return;
        }

        // Root may write everywhere: another user's own directory, as that user.
        File.SetUnixFileMode(_domain.Root, OwnerOnly | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute);
        OtherUser.Run(() =>
        {
            Directory.CreateDirectory(_domain.Path, ReadOnly);
            Assert.Contains("cannot be written", Refusal(_domain.Path), StringComparison.Ordinal);
            Assert.Equal(
                IkcStatus.PermissionDenied,
                Assert.Throws<IkcException>(() => LocalFabric.Open(new LocalFabricOptions { Domain = _domain.Path + "/below" })).Status);
        });
    }

    [Fact]
    public void TheRowRepeatsWhatTheNodeSays()
    {
        using LocalFabric here = _domain.Open(options => options with { Instance = 2 });
        string row = Assert.Single(_domain.Files(), file => file.EndsWith(".row", StringComparison.Ordinal));
        Assert.Equal(string.Create(CultureInfo.InvariantCulture, $"node-2-{here.Self.Node}-{here.Self.Epoch:x16}.row"), row);
        Assert.True(RowCodec.TryDecode(File.ReadAllBytes(Path.Combine(_domain.Path, row)), out NodeRow? decoded));
        Assert.Equal((here.Self, NodeState.Serving), (decoded!.Identity, decoded.State));
    }

    private static string Refusal(string path)
    {
        IkcException refused = Assert.Throws<IkcException>(() => LocalFabric.Open(new LocalFabricOptions { Domain = path }));
        Assert.Equal(IkcStatus.PermissionDenied, refused.Status);
        return refused.Message;
    }

    private static void TakeChangedUntil(TestNode node, Func<IReadOnlyList<NodeRow>, bool> isSo)
    {
        do
            node.Take(FabricEventKind.Changed);
        while (!isSo(node.Fabric.Nodes()));
    }
}
