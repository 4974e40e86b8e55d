// SPDX-License-Identifier: MIT
namespace Ikc.Latency.Peer;

/// <summary>64 bytes, a cache line's worth.</summary>
[IkcStruct]
public struct Line
{
    public long Number;
    public long Reserved1;
    public long Reserved2;
    public long Reserved3;
    public long Reserved4;
    public long Reserved5;
    public long Reserved6;
    public long Reserved7;
}
