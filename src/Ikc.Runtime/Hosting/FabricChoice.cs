// SPDX-License-Identifier: MIT
using Ikc.Fabrics;
using Ikc.Fabrics.Device;
using Ikc.Fabrics.Local;

namespace Ikc;

/// <summary>Which fabric a node opens.</summary>
internal static class FabricChoice
{
    private const string Device = "/dev/ikc";

    public static Fabric Open(IkcNodeOptions options)
    {
        string? asked = options.Fabric ?? Environment.GetEnvironmentVariable("IKC_FABRIC");
        switch (asked)
        {
            case null or "":
                return File.Exists(Device) ? OpenDevice(options) : OpenLocal(options);
            case "local":
                return OpenLocal(options);
            case "device":
                return OpenDevice(options);
            default:
                throw new IkcException(IkcStatus.Unavailable, $"There is no fabric '{asked}'; there are 'local' and 'device'.");
        }
    }

    private static Fabric OpenLocal(IkcNodeOptions options) => LocalFabric.Open(new LocalFabricOptions
    {
        Domain = options.Domain,
        Instance = options.Instance,
        AllowedUids = options.AllowedUsers,
    });

    private static Fabric OpenDevice(IkcNodeOptions options) => DeviceFabric.Open(Device, options.Domain, options.AllowedUsers);
}
