// SPDX-License-Identifier: MIT
using Ikc.Channels.Callbacks;

namespace Ikc.CompilerServices;

public unsafe ref partial struct IkcAsyncCall
{
    /// <summary>Writes a callback: lends the object to the service. The call must be one of unknown size.</summary>
    public void WriteCallback<T>(T? target)
        where T : class, IIkcContract<T>
    {
        ulong id = 0;
        if (target is not null && _place != CallPlace.Failed)
        {
            try
            {
                LentCallback lent = _channel.Connection.Callbacks.Lend(T.Definition, target);
                (_lending ??= Lending.Rent()).Add(lent);
                id = lent.Id;
            }
            catch (IkcException e)
            {
                _failure = e;
                _place = CallPlace.Failed;
            }
        }

        Writer.Write(id);
    }
}
