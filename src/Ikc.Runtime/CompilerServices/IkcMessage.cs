// SPDX-License-Identifier: MIT
using MessagePack;

namespace Ikc.CompilerServices;

/// <summary>What generated MessagePack formatters share.</summary>
public static class IkcMessage
{
    /// <summary>Nesting that a message may have.</summary>
    public const int DepthMax = 64;

    /// <summary>Enters one more level of a message being read; the caller leaves it with <c>reader.Depth--</c>.</summary>
    public static void Enter(scoped ref MessagePackReader reader)
    {
        if (++reader.Depth > DepthMax)
            throw new IkcException(IkcStatus.ProtocolViolation, $"The peer sent a message nested deeper than {DepthMax}.", CallFate.MaybeExecuted);
    }

    /// <summary>The failure for a message that does not have the form its type demands.</summary>
    public static IkcException Malformed(string type) =>
        new(IkcStatus.ProtocolViolation, $"The peer sent a malformed {type}.", CallFate.MaybeExecuted);
}
