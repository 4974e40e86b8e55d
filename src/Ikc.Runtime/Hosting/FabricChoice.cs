// SPDX-License-Identifier: MIT
using Ikc.Fabrics;
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
                return File.Exists(Device) ? OpenDevice() : OpenLocal(options);
            case "local":
                return OpenLocal(options);
            case "device":
                return OpenDevice();
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

    private static Fabric OpenDevice() =>
        throw new IkcException(IkcStatus.Unavailable, $"{Device}: this version of the runtime has only the local fabric; set IKC_FABRIC=local.");
}
