// SPDX-License-Identifier: MIT
using Ikc.Fabrics.Local;
using Ikc.Native;

namespace Ikc.Fabrics;

/// <summary>Who dials somebody that is not what its row says, or who may not come in.</summary>
public sealed class LocalFabricImpostorTests : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private static readonly NodeIdentity s_impostor = new(0, 1, 0xabc);

    private readonly TemporaryDomain _domain = new();

    public void Dispose() => _domain.Dispose();

    [Theory]
    [InlineData("other identity", IkcStatus.ProtocolViolation)]
    [InlineData("other major", IkcStatus.IncompatibleContract)]
    [InlineData("no hello", IkcStatus.ProtocolViolation)]
    [InlineData("no message", IkcStatus.ProtocolViolation)]
    [InlineData("draining", IkcStatus.Draining)]
    [InlineData("unknown status", IkcStatus.Unavailable)]
    [InlineData("end", IkcStatus.NotFound)]
    [InlineData("silence", IkcStatus.DeadlineExceeded)]
    public void WhatAnswersWrongIsNotLinked(string answer, IkcStatus expected)
    {
        using LocalFabric here = _domain.Open();
        using FileDescriptor listener = LocalSocket.Create();
        Assert.Equal(0, LocalSocket.Listen(listener, Path.Combine(_domain.Path, NodeFileNames.Socket(s_impostor)), 4));
        var impostor = new Thread(() =>
        {
            Polling.WaitReadable(listener, null, -1);
            Assert.Equal(0, LocalSocket.Accept(listener, out FileDescriptor? accepted));
            byte[]? message = answer switch
            {
                "other identity" => Attacker.Hello(here.Self),
                "other major" => Attacker.Hello(s_impostor, major: 9),
                "no hello" => LinkWire.Goodbye(),
                "no message" => [1, 2, 3],
                "draining" => LinkWire.Status(LinkVerb.Refused, IkcStatus.Draining),
                "unknown status" => LinkWire.Status(LinkVerb.Refused, (IkcStatus)77),
                _ => null,
            };
            if (message is not null)
                LocalSocket.Send(accepted!, message, null);
            if (answer == "silence")
                Polling.WaitReadable(listener, null, -1); // until the test is over
            accepted!.Dispose();
        });
        impostor.Start();
        TimeSpan deadline = answer == "silence" ? TimeSpan.FromMilliseconds(20) : TestNode.Patience;
        Assert.Equal(expected, Assert.Throws<IkcException>(() => here.Connect(s_impostor, deadline)).Status);
        LocalSocket.Shutdown(listener);
        impostor.Join();
    }

    [Fact]
    public void AFullQueueEndsAtTheDeadline()
    {
        using LocalFabric here = _domain.Open();
        using FileDescriptor listener = LocalSocket.Create();
        string path = Path.Combine(_domain.Path, NodeFileNames.Socket(s_impostor));
        Assert.Equal(0, LocalSocket.Listen(listener, path, 0));
        using FileDescriptor first = LocalSocket.Create();
        Assert.Equal(0, LocalSocket.Connect(first, path));
        IkcException late = Assert.Throws<IkcException>(() => here.Connect(s_impostor, TimeSpan.FromMilliseconds(20)));
        Assert.Equal(IkcStatus.DeadlineExceeded, late.Status);
    }

    [Fact]
    public void AUserThatIsNotOnTheListIsNobody()
    {
        LocalSocket.CreatePair(out FileDescriptor mine, out FileDescriptor other);
        uint own = DomainFiles.EffectiveUser;
        Assert.True(Doorman.MayCome(mine, new HashSet<uint> { own }, out uint seen));
        Assert.Equal(own, seen);
        Assert.False(Doorman.MayCome(mine, new HashSet<uint> { own + 1 }, out _));
        mine.Dispose();
        other.Dispose();
        Assert.False(Doorman.MayCome(mine, new HashSet<uint> { own, 0 }, out _));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void AnotherUserIsRefusedUnlessItIsOnTheList(bool isOnTheList)
    {
        if (!OtherUser.IsPossible)
            return; // the check itself: AUserThatIsNotOnTheListIsNobody
        using var here = new TestNode(_domain.Open(options => options with { AllowedUids = isOnTheList ? [OtherUser.Uid] : null }));

        // As an administrator might open it; the directory alone would keep the other user out.
        const UnixFileMode Open = OwnerOnly | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead
            | UnixFileMode.OtherExecute;
        File.SetUnixFileMode(_domain.Root, Open);
        File.SetUnixFileMode(_domain.Path, Open);
        File.SetUnixFileMode(
            Path.Combine(_domain.Path, NodeFileNames.Socket(here.Self)), Open | UnixFileMode.GroupWrite | UnixFileMode.OtherWrite);
        OtherUser.Run(() =>
        {
            using Attacker other = Attacker.Connect(_domain, here.Self);
            if (!isOnTheList)
            {
                byte[] refused = other.Read()!;
                Assert.Equal(LinkVerb.Refused, (LinkVerb)BitConverter.ToUInt16(refused));
                Assert.Equal(IkcStatus.PermissionDenied, LinkWire.ReadStatus(refused.AsSpan(LinkWire.HeaderBytes)));
                Assert.Null(other.Read());
                return;
            }

            // It is let in, but not under the name of a node that is another user's.
            Assert.Equal(LinkVerb.Hello, other.ReadVerb());
            other.Send(Attacker.Hello(here.Self));
            Assert.Equal(LinkVerb.Refused, other.ReadVerb());
        });
        Assert.Equal(0, here.Count(FabricEventKind.Joined));
    }

    [Fact]
    public void ANodeOfAnotherUserIsNotDialled()
    {
        if (!OtherUser.IsPossible)
            return; // the check itself: AUserThatIsNotOnTheListIsNobody
        using LocalFabric here = _domain.Open();
        File.SetUnixFileMode(_domain.Root, OwnerOnly | UnixFileMode.OtherExecute);
        File.SetUnixFileMode(_domain.Path, OwnerOnly | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute);
        FileDescriptor? listener = null;
        OtherUser.Run(() =>
        {
            listener = LocalSocket.Create();
            Assert.Equal(0, LocalSocket.Listen(listener, Path.Combine(_domain.Path, NodeFileNames.Socket(s_impostor)), 4));
        });
        using (listener)
        {
            Assert.Equal(
                IkcStatus.PermissionDenied,
                Assert.Throws<IkcException>(() => here.Connect(s_impostor, TestNode.Patience)).Status);
        }
    }
}
