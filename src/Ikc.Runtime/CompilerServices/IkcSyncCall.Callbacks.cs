// SPDX-License-Identifier: MIT
using Ikc.Channels;
using Ikc.Channels.Callbacks;

namespace Ikc.CompilerServices;

public unsafe ref partial struct IkcSyncCall
{
    /// <summary>Writes a callback: lends the object to the service. The call must be one of unknown size.</summary>
    public void WriteCallback<T>(T? target)
        where T : class, IIkcContract<T>
    {
        if (target is null)
        {
            Writer.Write(0UL);
            return;
        }

        LentCallback lent = _lane!.Connection.Callbacks.Lend(T.Definition, target);
        _bulk ??= SyncBulk.Rent();
        (_bulk.Lending ??= Lending.Rent()).Add(lent);
        Writer.Write(lent.Id);
    }
}
