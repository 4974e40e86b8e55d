// SPDX-License-Identifier: MIT
namespace Ikc.CompilerServices;

/// <summary>Tells interceptors of a call that began as a loan, when it is sent. One that is given up was no call.</summary>
internal abstract class LoanFollower<T, TResult>(IkcInterception interception, int ordinal)
    where T : unmanaged
{
    protected IkcInterceptedCall Begin() => new(interception, interception.Call(ordinal));

    public abstract TResult Send(scoped ref IkcLoan<T, TResult> loan, int count);
}

/// <summary>For a synchronous call, or one that is one-way.</summary>
internal sealed class SyncLoanFollower<T, TResult>(IkcInterception interception, int ordinal) : LoanFollower<T, TResult>(interception, ordinal)
    where T : unmanaged
{
    public override TResult Send(scoped ref IkcLoan<T, TResult> loan, int count)
    {
        IkcInterceptedCall call = Begin();
        try
        {
            TResult result = loan.SendNow(count);
            call.Succeeded();
            return result;
        }
        catch (Exception failure)
        {
            call.Failed(failure);
            throw;
        }
    }
}

/// <summary>For an asynchronous call.</summary>
internal sealed class AsyncLoanFollower<T>(IkcInterception interception, int ordinal) : LoanFollower<T, ValueTask>(interception, ordinal)
    where T : unmanaged
{
    public override ValueTask Send(scoped ref IkcLoan<T, ValueTask> loan, int count)
    {
        IkcInterceptedCall call = Begin();
        try
        {
            return Follow(call, loan.SendNow(count));
        }
        catch (Exception failure)
        {
            call.Failed(failure);
            throw;
        }
    }

    private static async ValueTask Follow(IkcInterceptedCall call, ValueTask task)
    {
        try
        {
            await task.ConfigureAwait(false);
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
    public override ValueTask<TResult> Send(scoped ref IkcLoan<T, ValueTask<TResult>> loan, int count)
    {
        IkcInterceptedCall call = Begin();
        try
        {
            return Follow(call, loan.SendNow(count));
        }
        catch (Exception failure)
        {
            call.Failed(failure);
            throw;
        }
    }

    private static async ValueTask<TResult> Follow(IkcInterceptedCall call, ValueTask<TResult> task)
    {
        try
        {
            TResult result = await task.ConfigureAwait(false);
            call.Succeeded();
            return result;
        }
        catch (Exception failure)
        {
            call.Failed(failure);
            throw;
        }
    }
}
