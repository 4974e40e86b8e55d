// SPDX-License-Identifier: MIT
using Ikc.Fabrics;
using Ikc.Rings;

namespace Ikc.Channels;

/// <summary>A channel that a client has offered and whose answer is awaited. Completed once, by the pump or the peer's death.</summary>
internal sealed class PendingOpen(in AreaHeader header, OwnArea area, LaneBell? bell, bool continueInline)
{
    private readonly AreaHeader _header = header;

    // In Manual mode continuations run inside Poll; a caller that waits for the answer on a thread of its own wants them elsewhere.
    private readonly TaskCompletionSource<PeerArea> _answer =
        new(continueInline ? TaskCreationOptions.None : TaskCreationOptions.RunContinuationsAsynchronously);

    public ulong Key => _header.ChannelKey;

    public AreaHeader Header => _header;

    public OwnArea Area { get; } = area;

    public LaneBell? Bell { get; } = bell;

    public Task<PeerArea> Answer => _answer.Task;

    public bool TryComplete(PeerArea answer) => _answer.TrySetResult(answer);

    public void Fail(IkcException failure) => _answer.TrySetException(failure);
}
