// SPDX-License-Identifier: MIT
using Ikc.Channels.Callbacks;

namespace Ikc.CompilerServices;

public unsafe ref partial struct IkcServerCall
{
    /// <summary>Reads a callback: a client of what the caller has lent, the same one each time; null where the caller passed none.</summary>
    public T? ReadCallback<T>()
        where T : class, IIkcContract<T>
    {
        ulong id = Reader.Read<ulong>();
        if (id == 0)
            return null;
        CallbackConnection callback = _channel.Connection.Callbacks.Receive(id, T.Definition);
        return (T)(callback.Proxy ?? callback.Keep(MakeProxy<T>(callback)));
    }

    private static T MakeProxy<T>(CallbackConnection callback)
        where T : class, IIkcContract<T>
    {
        var channel = new IkcChannel(callback);
        return callback.Hub.Options.Interceptors.BeforeClient(T.Definition, T.Definition.CreateClient(channel), channel);
    }
}
