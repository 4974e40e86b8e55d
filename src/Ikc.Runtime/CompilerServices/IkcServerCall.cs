// SPDX-License-Identifier: MIT
namespace Ikc.CompilerServices;

/// <summary>A call being dispatched to its service.</summary>
public ref struct IkcServerCall
{
    /// <summary>Gives the arguments.</summary>
    public IkcReader Reader;

    /// <summary>Takes the result after <see cref="BeginReply"/>.</summary>
    public IkcWriter Writer;

    /// <summary>Ordinal of the method in the dispatcher's contract.</summary>
    public int Method { get; }

    /// <summary>Fires when the caller cancels, its deadline passes or it dies.</summary>
    public CancellationToken CancellationToken => throw new NotImplementedException();

    /// <summary>Releases the record: nothing of it may be used any more.</summary>
    public void EndArguments() => throw new NotImplementedException();

    /// <summary>Makes room for a result of at most so many bytes; -1: unknown.</summary>
    public void BeginReply(long sizeBytes) => throw new NotImplementedException();

    /// <summary>Sends what was written since <see cref="BeginReply"/>, or an empty result.</summary>
    public void Reply() => throw new NotImplementedException();

    /// <summary>Sends a lease as the result; ownership passes.</summary>
    public void ReplyLease<T>(IkcLease<T> lease) where T : unmanaged => throw new NotImplementedException();

    /// <summary>Replies when the task ends.</summary>
    public void ReplyAsync<T>(ValueTask<T> task, long sizeBytes, IkcEncoder<T> encoder) => throw new NotImplementedException();

    /// <summary>Replies when the task ends.</summary>
    public void ReplyAsync(ValueTask task) => throw new NotImplementedException();

    /// <summary>Replies with a lease when the task ends.</summary>
    public void ReplyLeaseAsync<T>(ValueTask<IkcLease<T>> task) where T : unmanaged => throw new NotImplementedException();

    /// <summary>Lets a one-way asynchronous method run on; its failure is counted, not sent.</summary>
    public void Detach(ValueTask task) => throw new NotImplementedException();

    /// <summary>Answers that the dispatcher has no such method.</summary>
    public void Unimplemented() => throw new NotImplementedException();
}
