// SPDX-License-Identifier: MIT
namespace Ikc;

/// <summary>What became of a call, as an interceptor sees it.</summary>
/// <param name="Status">Ok, what an <see cref="IkcException"/> says, Cancelled (also a stream that its reader left), or Faulted.</param>
/// <param name="Elapsed">From before the call to its end.</param>
/// <param name="Failure">The exception; null when there was none.</param>
/// <param name="State">What the interceptor returned before the call.</param>
public readonly record struct IkcCallOutcome(IkcStatus Status, TimeSpan Elapsed, Exception? Failure, object? State);
