// SPDX-License-Identifier: MIT
using Ikc.CompilerServices;

namespace Ikc.Channels.Streams;

/// <summary>A call with streams that is ready to be made, once or, when its result is enumerated again, several times.</summary>
internal sealed class PreparedStreams(
    ClientConnection connection,
    int ordinal,
    byte[] arguments,
    IReadOnlyList<StreamSource> sources,
    long timeoutNs,
    IkcFaultDecoder? faults,
    CancellationToken token)
{
    /// <summary>A new call; throws why there can be none.</summary>
    public ClientStreamCall NewCall()
    {
        var clock = new WaitClock(timeoutNs, token);
        ushort method = connection.Ordinal(ordinal, ref clock);
        token.ThrowIfCancellationRequested();
        return new ClientStreamCall(connection.OpenStreams, method, arguments, timeoutNs, sources.Count, faults);
    }

    /// <summary>Makes the call; what fails it goes to the result.</summary>
    public void Start(ClientStreamCall call, IStreamResult result)
    {
        call.Bind(result);
        call.Start(sources, token);
    }
}
