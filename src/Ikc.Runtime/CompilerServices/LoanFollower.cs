// SPDX-License-Identifier: MIT
namespace Ikc.CompilerServices;

/// <summary>Tells interceptors of a call that began as a loan, when it is sent. One that is given up was no call.</summary>
internal abstract class LoanFollower<T, TResult>(IkcInterception interception, int ordinal)
    where T : unmanaged
{
    public TResult Send(scoped ref IkcLoan<T, TResult> loan, int count)
    {
        var call = new IkcInterceptedCall(interception, interception.Call(ordinal));
        TResult result;
        try
        {
            result = loan.SendNow(count);
        }
        catch (Exception failure)
        {
            call.Failed(failure);
            throw;
        }

        return Follow(call, result);
    }

    /// <summary>Tells of the end of a call that was sent.</summary>
    protected abstract TResult Follow(IkcInterceptedCall call, TResult result);
}

/// <summary>For a synchronous call, or one that is one-way.</summary>
internal sealed class SyncLoanFollower<T, TResult>(IkcInterception interception, int ordinal) : LoanFollower<T, TResult>(interception, ordinal)
    where T : unmanaged
{
    protected override TResult Follow(IkcInterceptedCall call, TResult result)
    {
        call.Succeeded();
        return result;
    }
}

/// <summary>For an asynchronous call.</summary>
internal sealed class AsyncLoanFollower<T>(IkcInterception interception, int ordinal) : LoanFollower<T, ValueTask>(interception, ordinal)
    where T : unmanaged
{
    protected override async ValueTask Follow(IkcInterceptedCall call, ValueTask result)
    {
        try
        {
            await result.ConfigureAwait(false);
            call.Succeeded();
        }
        catch (Exception failure)
        {
            call.Failed(failure);
            throw;
        }
    }
}

/// <summary>For an asynchronous call with a result.</summary>
internal sealed class AsyncLoanFollower<T, TResult>(IkcInterception interception, int ordinal)
    : LoanFollower<T, ValueTask<TResult>>(interception, ordinal)
    where T : unmanaged
{
    protected override async ValueTask<TResult> Follow(IkcInterceptedCall call, ValueTask<TResult> result)
    {
        try
        {
            TResult value = await result.ConfigureAwait(false);
            call.Succeeded();
            return value;
        }
        catch (Exception failure)
        {
            call.Failed(failure);
            throw;
        }
    }
}
