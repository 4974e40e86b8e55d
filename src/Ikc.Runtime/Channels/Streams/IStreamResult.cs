// SPDX-License-Identifier: MIT
namespace Ikc.Channels.Streams;

/// <summary>What a caller gets from its call: a stream, or one result.</summary>
internal interface IStreamResult
{
    /// <summary>The reply has come and is still held. Never throws, never completes.</summary>
    void Take(ReadOnlySpan<byte> reply);

    /// <summary>The reply was taken: runs the caller's continuation.</summary>
    void Complete();

    /// <summary>The call has failed: runs the caller's continuation.</summary>
    /// <param name="failure">Why.</param>
    /// <param name="atOnce">What has come before is not wanted any more.</param>
    void Fail(Exception failure, bool atOnce);
}
