// SPDX-License-Identifier: MIT
namespace Ikc.CompilerServices;

/// <summary>A stream of results of which interceptors are told: once for each enumeration.</summary>
internal sealed class InterceptedStream<T>(IkcInterception interception, IkcCallInfo call, IAsyncEnumerable<T> items) : IAsyncEnumerable<T>
{
    public IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default) =>
        new Enumerator(interception, call, items, cancellationToken);

    private sealed class Enumerator(
        IkcInterception interception, IkcCallInfo info, IAsyncEnumerable<T> items, CancellationToken cancellationToken) : IAsyncEnumerator<T>
    {
        private IAsyncEnumerator<T>? _inner;
        private IkcInterceptedCall _call;

        public T Current => _inner!.Current;

        public async ValueTask<bool> MoveNextAsync()
        {
            if (_inner is null)
            {
                _call = new IkcInterceptedCall(interception, info);
                _inner = items.GetAsyncEnumerator(cancellationToken);
            }

            try
            {
                if (await _inner.MoveNextAsync().ConfigureAwait(false))
                    return true;
                _call.Succeeded();
                return false;
            }
            catch (Exception failure)
            {
                _call.Failed(failure);
                throw;
            }
        }

        public async ValueTask DisposeAsync()
        {
            if (_inner is null)
                return;
            await _inner.DisposeAsync().ConfigureAwait(false);
            _call.Left();
        }
    }
}
