// SPDX-License-Identifier: MIT
namespace Ikc.Execution.Documents;

/// <summary>Writes down calls that took longer than they should.</summary>
public sealed class SlowCalls(TimeSpan limit, TextWriter log) : IkcInterceptor
{
    public override void After(in IkcCallInfo call, in IkcCallOutcome outcome)
    {
        if (outcome.Elapsed > limit)
            log.WriteLine($"{call.Contract}.{call.Method} of instance {call.Peer.Instance}: {outcome.Status} after {outcome.Elapsed.TotalMilliseconds:0} ms");
    }
}
