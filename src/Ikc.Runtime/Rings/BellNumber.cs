// SPDX-License-Identifier: MIT
namespace Ikc.Rings;

/// <summary>What the number of a bell can mean. Those between are bells that the reader's node has made known through the fabric.</summary>
internal static class BellNumber
{
    /// <summary>The pump's, rung through the fabric.</summary>
    public const int Pump = 0;

    /// <summary>The pump's, rung by the word of the writer's summary area (PROTOCOL, rule 46).</summary>
    public const int LinkWord = 65534;

    /// <summary>A lane's, rung by the word of the writer's control page (PROTOCOL, rule 46).</summary>
    public const int ChannelWord = 65535;
}
