// SPDX-License-Identifier: MIT
using Ikc.Fabrics;

namespace Ikc;

/// <summary>What the test assembly does when it is started as a process of its own: it is the other node.</summary>
internal static class TestProgram
{
    public static int Main(string[] arguments) => arguments switch
    {
        ["node", string domain] => NodeProcessMain.Run(domain),
        ["stream-rate"] => Channels.Streams.StreamRate.Run(),
        ["stream-rate", string domain, string ring] => Channels.Streams.StreamRate.Serve(domain, ring),
        _ => 2,
    };
}
