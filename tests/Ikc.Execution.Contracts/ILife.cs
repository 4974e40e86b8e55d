// SPDX-License-Identifier: MIT
namespace Ikc.Execution.Contracts;

/// <summary>What calls can meet besides an answer.</summary>
[IkcContract("test.life")]
public partial interface ILife
{
    /// <summary>The sum, at once.</summary>
    [IkcMethod(1)] int Add(int a, int b);

    /// <summary>The sum, asynchronously.</summary>
    [IkcMethod(2)] ValueTask<int> AddAsync(int a, int b, CancellationToken cancellationToken = default);

    /// <summary>Throws.</summary>
    [IkcMethod(3)] void Throw(string message);

    /// <summary>Throws later.</summary>
    [IkcMethod(4)] ValueTask ThrowAsync(string message, CancellationToken cancellationToken = default);

    /// <summary>Keeps the calling thread for so long.</summary>
    [IkcMethod(5)] void Block(int milliseconds);

    /// <summary>Ends when it is cancelled, and counts that.</summary>
    [IkcMethod(6)] ValueTask WaitForCancelAsync(CancellationToken cancellationToken = default);

    /// <summary>Blocks until it is cancelled, and counts that.</summary>
    [IkcMethod(7)] void WaitForCancel(CancellationToken cancellationToken);

    /// <summary>How many of them were.</summary>
    [IkcMethod(8)] int Cancelled();

    /// <summary>Ends the process in the middle of the call, by SIGKILL.</summary>
    [IkcMethod(9)] void Die();

    /// <summary>Calls the named service, which calls this one back, to this depth.</summary>
    [IkcMethod(10)] int Bounce(string service, int depth);

    /// <summary>Appends to the list.</summary>
    [IkcMethod(11, OneWay = true)] void Post(int value);

    /// <summary>The list so far.</summary>
    [IkcMethod(12)] int[] Posted();

    /// <summary>A lease of so many bytes, each with this value.</summary>
    [IkcMethod(13)] IkcLease<byte> Fill(int count, byte value);

    /// <summary>The sum of all bytes, read in place.</summary>
    [IkcMethod(14)] long Sum(ReadOnlySpan<byte> bytes);

    /// <summary>Who calls, as the service is told: instance and epoch.</summary>
    [IkcMethod(15)] (int Instance, ulong Epoch) Caller();

    /// <summary>The process that serves.</summary>
    [IkcMethod(16)] int ProcessId();

    /// <summary>So many characters.</summary>
    [IkcMethod(17)] ValueTask<string> TextAsync(int length, CancellationToken cancellationToken = default);

    /// <summary>Answers at once and counts as cancelled when its token fires after that.</summary>
    [IkcMethod(18)] ValueTask LeaveTokenAsync(CancellationToken cancellationToken = default);

    /// <summary>Throws what a service throws whose token has fired, once it has.</summary>
    [IkcMethod(19)] void BlockUntilCancel(CancellationToken cancellationToken);
}
