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

    /// <summary>Writes a fault that the method declares, its header first; false for one that it does not declare.</summary>
    /// <param name="method">Ordinal of the method.</param>
    /// <param name="fault">What its service threw.</param>
    /// <param name="writer">Takes <see cref="IkcFault.WriteHeader"/>, then the value.</param>
    public virtual bool TryWriteFault(int method, IkcFaultException fault, scoped ref IkcWriter writer) => false;
}
