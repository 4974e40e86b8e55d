// SPDX-License-Identifier: MIT
namespace Ikc.Channels;

/// <summary>A small shared stack of reusable objects; what is over its limit goes to the collector. Thread-safe.</summary>
internal sealed class ObjectPool<T>(Func<T> create)
    where T : class
{
    private const int KeptMax = 1024;

    private readonly T?[] _items = new T?[KeptMax];
    private Gate _gate;
    private int _count;

    public T Rent()
    {
        T? item = null;
        _gate.Enter();
        if (_count > 0)
        {
            item = _items[--_count];
            _items[_count] = null;
        }

        _gate.Exit();
        return item ?? create();
    }

    public void Return(T item)
    {
        _gate.Enter();
        if (_count < KeptMax)
            _items[_count++] = item;
        _gate.Exit();
    }
}
