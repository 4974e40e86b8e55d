// SPDX-License-Identifier: MIT
namespace Ikc.Execution.Contracts;

/// <summary>Streams in all directions.</summary>
[IkcContract("test.streams")]
public partial interface IStreams
{
    /// <summary>Consecutive numbers.</summary>
    [IkcMethod(1)] IAsyncEnumerable<int> Count(int from, int count, CancellationToken cancellationToken = default);

    /// <summary>Items of 64 bytes, numbered.</summary>
    [IkcMethod(2)] IAsyncEnumerable<Tick> Ticks(long count, CancellationToken cancellationToken = default);

    /// <summary>Texts of this length, each beginning with its number; some are null.</summary>
    [IkcMethod(3)] IAsyncEnumerable<string?> Texts(int count, int length, CancellationToken cancellationToken = default);

    /// <summary>The sum of what is sent.</summary>
    [IkcMethod(4)] ValueTask<long> SumAsync(IAsyncEnumerable<int> items, CancellationToken cancellationToken = default);

    /// <summary>Reads so many, then returns without reading the rest.</summary>
    [IkcMethod(5)] ValueTask TakeAsync(IAsyncEnumerable<int> items, int count, CancellationToken cancellationToken = default);

    /// <summary>Each number times the factor, as it comes.</summary>
    [IkcMethod(6)] IAsyncEnumerable<long> Scale(IAsyncEnumerable<int> items, int factor, CancellationToken cancellationToken = default);

    /// <summary>Two streams, alternately.</summary>
    [IkcMethod(7)]
    IAsyncEnumerable<Named> Zip(IAsyncEnumerable<int> numbers, IAsyncEnumerable<string> names, CancellationToken cancellationToken = default);

    /// <summary>So many numbers, then an exception.</summary>
    [IkcMethod(8)] IAsyncEnumerable<int> FailAfter(int count, CancellationToken cancellationToken = default);

    /// <summary>So many numbers, then nothing until it is cancelled.</summary>
    [IkcMethod(9)] IAsyncEnumerable<int> WaitAfter(int count, CancellationToken cancellationToken = default);

    /// <summary>Numbers without end, as fast as they are taken.</summary>
    [IkcMethod(10)] IAsyncEnumerable<int> Endless(CancellationToken cancellationToken = default);

    /// <summary>How many numbers Endless has produced in its last run.</summary>
    [IkcMethod(11)] long Produced();

    /// <summary>How many enumerations of the service's streams have ended, whatever ended them.</summary>
    [IkcMethod(12)] int Ended();

    /// <summary>So many numbers, then the process ends by SIGKILL.</summary>
    [IkcMethod(13)] IAsyncEnumerable<int> DieAfter(int count, CancellationToken cancellationToken = default);

    /// <summary>A call beside the streams.</summary>
    [IkcMethod(14)] ValueTask<int> AddAsync(int a, int b, CancellationToken cancellationToken = default);

    /// <summary>What is sent, back in one array.</summary>
    [IkcMethod(15)] ValueTask<byte[]> JoinAsync(IAsyncEnumerable<byte[]> parts, CancellationToken cancellationToken = default);

    /// <summary>The array again and again.</summary>
    [IkcMethod(16)] IAsyncEnumerable<byte[]> Repeat(byte[] content, int count, CancellationToken cancellationToken = default);

    /// <summary>What the service's code meets when the caller's stream ends: a status, or Ok.</summary>
    [IkcMethod(17)] ValueTask<string> EndOfAsync(IAsyncEnumerable<int> items, CancellationToken cancellationToken = default);

    /// <summary>Who calls, as the service is told.</summary>
    [IkcMethod(18)] IAsyncEnumerable<ulong> Caller(CancellationToken cancellationToken = default);

    /// <summary>A method that is no iterator and throws at once.</summary>
    [IkcMethod(19)] IAsyncEnumerable<int> Refuse(CancellationToken cancellationToken = default);
}
