// SPDX-License-Identifier: MIT
using Ikc.Fabrics;
using Ikc.Fabrics.Device;
using Ikc.Fabrics.Local;

namespace Ikc;

/// <summary>Which fabric a node opens.</summary>
internal static class FabricChoice
{
    public static Fabric Open(IkcNodeOptions options)
    {
        string? asked = options.Fabric ?? Environment.GetEnvironmentVariable("IKC_FABRIC");
        switch (asked)
        {
            case null or "":
                return File.Exists(Native.IkcDevice.Path) ? OpenDevice(options) : OpenLocal(options);
            case "local":
                return OpenLocal(options);
            case "device":
                return OpenDevice(options);
            default:
                throw new IkcException(IkcStatus.Unavailable, $"There is no fabric '{asked}'; there are 'local' and 'device'.");
        }
    }

    private static LocalFabric OpenLocal(IkcNodeOptions options) => LocalFabric.Open(new LocalFabricOptions
    {
        Domain = options.Domain,
        Instance = options.Instance,
        AllowedUids = options.AllowedUsers,
        WaitsOnWords = options.Pump != IkcPumpMode.Manual, // a Manual node has no thread of its own
    });

    private static DeviceFabric OpenDevice(IkcNodeOptions options) => DeviceFabric.Open(new DeviceFabricOptions
    {
        AllowedUids = options.AllowedUsers,
        RuntimeDirectory = RuntimeDirectory(options),
    });

    /// <summary>For the counters alone, without which a node works as well.</summary>
    private static string? RuntimeDirectory(IkcNodeOptions options)
    {
        try
        {
            using DomainDirectory directory = DomainDirectory.Open(options.Domain);
            return directory.Path;
        }
        catch (IkcException)
        {
            return null;
        }
    }
}
