// SPDX-License-Identifier: MIT
namespace Ikc.CompilerServices;

/// <summary>A synchronous call being made.</summary>
public ref struct IkcSyncCall
{
    /// <summary>Takes the arguments.</summary>
    public IkcWriter Writer;

    /// <summary>Gives the result after <see cref="Invoke"/>.</summary>
    public IkcReader Reader;

    /// <summary>Sends the call and waits for its reply.</summary>
    public void Invoke() => throw new NotImplementedException();

    /// <summary>Sends a call that has no reply.</summary>
    public void Post() => throw new NotImplementedException();

    /// <summary>Takes the result as a lease, after <see cref="Invoke"/>.</summary>
    public IkcLease<T> TakeLease<T>() where T : unmanaged => throw new NotImplementedException();

    /// <summary>Frees the reply and the lane.</summary>
    public void Dispose() => throw new NotImplementedException();
}
