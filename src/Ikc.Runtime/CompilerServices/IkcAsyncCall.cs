// SPDX-License-Identifier: MIT
namespace Ikc.CompilerServices;

/// <summary>An asynchronous call being made.</summary>
public ref struct IkcAsyncCall
{
    /// <summary>Takes the arguments.</summary>
    public IkcWriter Writer;

    /// <summary>Sends the call; the task gives its result.</summary>
    public ValueTask<T> Send<T>(IkcDecoder<T> decoder) => throw new NotImplementedException();

    /// <summary>Sends the call; the task ends with its reply.</summary>
    public ValueTask Send() => throw new NotImplementedException();

    /// <summary>Sends the call; the task gives its result as a lease.</summary>
    public ValueTask<IkcLease<T>> SendForLease<T>() where T : unmanaged => throw new NotImplementedException();

    /// <summary>Sends a call that has no reply; the task ends when it was written.</summary>
    public ValueTask Post() => throw new NotImplementedException();

    /// <summary>Gives up what was begun and not sent.</summary>
    public void Dispose() => throw new NotImplementedException();
}
