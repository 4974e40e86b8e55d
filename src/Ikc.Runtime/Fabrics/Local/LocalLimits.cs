// SPDX-License-Identifier: MIT
namespace Ikc.Fabrics.Local;

/// <summary>Limits of the local fabric that are part of its protocol, or that nobody needs to change.</summary>
internal static class LocalLimits
{
    /// <summary>UTF-8 bytes of a service name or contract id.</summary>
    public const int NameBytesMax = 200;

    /// <summary>A node's row, as it stands in its file and in its hello.</summary>
    public const int RowBytesMax = 32 * 1024;

    /// <summary>One message on a link.</summary>
    public const int MessageBytesMax = RowBytesMax + 256;

    /// <summary>Nodes that a scan of the domain reads.</summary>
    public const int NodesMax = 4096;

    /// <summary>Connections that wait for an accept.</summary>
    public const int Backlog = 128;

    /// <summary>Connections that one round accepts.</summary>
    public const int AcceptsPerRound = 16;

    /// <summary>Messages that one round takes from one link, so that the others progress.</summary>
    public const int MessagesPerRound = 64;

    /// <summary>Descriptors that one round looks at.</summary>
    public const int ReadyPerRound = 64;

    /// <summary>Staged files of a starting node that died on the way are removed at this age.</summary>
    public const int StagedAgeSeconds = 600;

    /// <summary>How long a step that nothing announces waits before it is tried again.</summary>
    public static readonly TimeSpan RetryPause = TimeSpan.FromMilliseconds(5);
}
