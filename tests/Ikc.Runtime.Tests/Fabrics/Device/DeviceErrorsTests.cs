// SPDX-License-Identifier: MIT
using Ikc.Native;

namespace Ikc.Fabrics.Device;

/// <summary>What callers see of the device's errors. The numbers are Linux's on x86-64 and arm64.</summary>
public sealed class DeviceErrorsTests
{
    [Theory]
    [InlineData(0, IkcStatus.Ok)]
    [InlineData(1, IkcStatus.PermissionDenied)] // EPERM
    [InlineData(13, IkcStatus.PermissionDenied)] // EACCES
    [InlineData(107, IkcStatus.PeerDied)] // ENOTCONN
    [InlineData(116, IkcStatus.PeerDied)] // ESTALE
    [InlineData(71, IkcStatus.IncompatibleContract)] // EPROTO
    [InlineData(93, IkcStatus.IncompatibleContract)] // EPROTONOSUPPORT
    [InlineData(108, IkcStatus.Closed)] // ESHUTDOWN
    [InlineData(9, IkcStatus.Closed)] // EBADF
    [InlineData(17, IkcStatus.AlreadyServed)] // EEXIST
    [InlineData(110, IkcStatus.DeadlineExceeded)] // ETIMEDOUT
    [InlineData(12, IkcStatus.LimitReached)] // ENOMEM
    [InlineData(23, IkcStatus.LimitReached)] // ENFILE
    [InlineData(24, IkcStatus.LimitReached)] // EMFILE
    [InlineData(28, IkcStatus.LimitReached)] // ENOSPC
    [InlineData(87, IkcStatus.LimitReached)] // EUSERS
    [InlineData(122, IkcStatus.LimitReached)] // EDQUOT
    [InlineData(19, IkcStatus.Unavailable)] // ENODEV
    [InlineData(22, IkcStatus.Unavailable)] // EINVAL
    [InlineData(25, IkcStatus.Unavailable)] // ENOTTY
    internal void EveryErrorHasItsStatus(int error, IkcStatus status) => Assert.Equal(status, DeviceErrors.StatusOf(error));

    [Fact]
    public void OnlyWhatOwnMemoryEndsIsTriedAgain()
    {
        Assert.True(DeviceErrors.IsShortage(Errno.NoSpace));
        Assert.True(DeviceErrors.IsShortage(Errno.OverQuota));
        Assert.False(DeviceErrors.IsShortage(Errno.NoMemory));
        Assert.False(DeviceErrors.IsShortage(0));
    }

    /// <summary>Asked for where there is none, the device is Unavailable: never another world in silence.</summary>
    [Fact]
    public void AMissingDeviceIsNoLocalFabric()
    {
        var options = new IkcNodeOptions { Fabric = "device" };
        if (File.Exists(IkcDevice.Path))
        {
            using Fabric device = FabricChoice.Open(options);
            Assert.Equal("device", device.Kind);
            return;
        }

        Assert.Equal(IkcStatus.Unavailable, Assert.Throws<IkcException>(() => FabricChoice.Open(options)).Status);
    }
}
