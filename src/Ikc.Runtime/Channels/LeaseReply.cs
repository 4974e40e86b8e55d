// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;
using Ikc.CompilerServices;

namespace Ikc.Channels;

/// <summary>Waits for a method that ends with a lease. Bulk results may cost an allocation.</summary>
internal static class LeaseReply
{
    public static void Start<T>(ServerChannel channel, ulong callId, int method, ValueTask<IkcLease<T>> task)
        where T : unmanaged
    {
        ConfiguredValueTaskAwaitable<IkcLease<T>>.ConfiguredValueTaskAwaiter awaiter = task.ConfigureAwait(false).GetAwaiter();
        awaiter.UnsafeOnCompleted(() =>
        {
            var call = new IkcServerCall(channel, callId, method);
            try
            {
                call.ReplyLease(awaiter.GetResult());
            }
            catch (Exception e)
            {
                call.Fail(e);
            }

            call.Finish();
        });
    }
}
