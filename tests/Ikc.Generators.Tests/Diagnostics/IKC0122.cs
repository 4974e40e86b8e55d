// SPDX-License-Identifier: MIT
using System; using System.Threading; using System.Threading.Tasks; using Ikc;

[IkcContract("files")]
public partial interface IFiles
{
    [IkcMethod(1)] IkcLease<byte> Read(long offset, int count);

    [IkcMethod(2)] ValueTask<IkcLease<byte>> ReadAsync(long offset, int count, CancellationToken token = default);
}

public sealed class Bad(IFiles files)
{
    private static IkcLease<byte> s_shared;
    private IkcLease<byte> _field;
    private IkcLease<byte> _chosen;
    private IkcLease<byte> _fromLocal;

    private IkcLease<byte> Property { get; set; }

    public async ValueTask<int> FillAsync(bool isFirst)
    {
        {|IKC0122:s_shared|} = files.Read(0, 8);
        {|IKC0122:_field|} = await files.ReadAsync(0, 8);
        {|IKC0122:_chosen|} = isFirst ? files.Read(0, 8) : files.Read(8, 8);
        {|IKC0122:Property|} = files.Read(0, 8);
        IkcLease<byte> lease = files.Read(0, 8);
        {|IKC0122:_fromLocal|} = lease;
        return s_shared.Length + _field.Span[0] + _chosen.Length + Property.Length + _fromLocal.Length;
    }
}

public sealed class Disposable(IFiles files) : IDisposable
{
    private readonly IkcLease<byte> _field = files.Read(0, 8);
    private IkcLease<byte> _other;

    public void Fill() => _other = files.Read(0, 8);

    public void Dispose()
    {
        _field.Dispose();
        _other.Dispose();
    }
}

public sealed class WithAnEndOfItsOwn(IFiles files)
{
    private IkcLease<byte> _disposed;
    private IkcLease<byte> _given;
    private IkcLease<byte> _nested;

    public IkcLease<byte> Open { get; private set; }

    public void Fill()
    {
        _disposed = files.Read(0, 8);
        _given = files.Read(0, 8);
        _nested = files.Read(0, 8);
        Open = files.Read(0, 8); // whoever sees it may dispose it
    }

    public void Close() => _disposed.Dispose();

    public IkcLease<byte> Give() => _given;

    public sealed class Closer(WithAnEndOfItsOwn owner)
    {
        public void Close() => owner._nested.Dispose();
    }
}

public sealed class View(IkcLease<byte> lease)
{
    private IkcLease<byte> _borrowed;

    public int Length => _borrowed.Length;

    public void Look() => _borrowed = lease;

    public void Forget() => _borrowed = default;
}
