// SPDX-License-Identifier: MIT
namespace Ikc.CompilerServices;

/// <summary>Sends a synchronous call whose arguments are complete, and reads its result.</summary>
/// <param name="call">The call; disposed of by who asks.</param>
public delegate TResult IkcSyncSend<out TResult>(scoped ref IkcSyncCall call);

/// <summary>Sends an asynchronous call whose arguments are complete.</summary>
/// <param name="call">The call; disposed of by who asks.</param>
public delegate TResult IkcAsyncSend<out TResult>(scoped ref IkcAsyncCall call);

/// <summary>Makes an ordinary call with elements that were written as a loan.</summary>
/// <param name="elements">Valid until it returns.</param>
public delegate TResult IkcLentCall<T, out TResult>(Span<T> elements)
    where T : unmanaged;
