// SPDX-License-Identifier: MIT
namespace Ikc.CompilerServices;

/// <summary>The generated server half: one switch on the method's ordinal.</summary>
public abstract class IkcDispatcher
{
    /// <summary>
    /// Decodes the arguments, calls the service and replies. Called on a thread of the runtime, one call of one channel at a time.
    /// What it throws before a reply is answered as <see cref="IkcStatus.Faulted"/>.
    /// </summary>
    public abstract void Dispatch(scoped ref IkcServerCall call);

    /// <summary>The same for calls with streams. Overridden where a contract has some.</summary>
    public virtual void DispatchStream(scoped ref IkcServerStream call) => call.Unimplemented();
}
