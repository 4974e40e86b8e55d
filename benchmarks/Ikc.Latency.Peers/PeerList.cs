// SPDX-License-Identifier: MIT
using Ikc.Latency.Peers.Adapters;

namespace Ikc.Latency.Peers;

/// <summary>Everybody who is compared, and who would be.</summary>
internal static class PeerList
{
    private const string NoPackage = "in no package source that this project uses";

    public static readonly Peer[] All =
    [
        new("unix-socket", static () => null, static () => new SocketAdapter()),
        new("grpc-uds", static () => null, static () => new GrpcAdapter()),
        new("streamjsonrpc-uds", static () => null, static () => new StreamJsonRpcAdapter()),
        new("netmq", static () => null, static () => new NetMqAdapter()),
        new("zeromq-c", ZeroMqAdapter.WhyNot, static () => new ZeroMqAdapter()),
        new("ucx-tag", static () => ToolRun.WhyNot("ucx_perftest", "ucx-utils"), Tool: Tools.Ucx),
        new("open-mpi", static () => ToolRun.WhyNot("mpicc", "libopenmpi-dev, openmpi-bin"), Tool: Tools.Mpi),
        new("aeron-net", static () => $"Aeron.Client and Aeron.Driver are {NoPackage}"),
        new("cloudtoid-interprocess", static () => $"Cloudtoid.Interprocess is {NoPackage}"),
        new("iceoryx2", static () => $"iceoryx2 has no C# package and is {NoPackage}"),
    ];
}
