// SPDX-License-Identifier: MIT
namespace Ikc.C;

/// <summary>The service in C#.</summary>
public sealed class CrossService : ICross
{
    private int _posted;

    public Every Struct(in Every value) => value;

    public (bool, char, Guid, decimal, DateTime) Kinds(bool a, char b, Guid c, decimal d, DateTime e) => (a, b, c, d, e);

    public (DateTimeOffset, TimeSpan, DateOnly, TimeOnly, Int128) Times(DateTimeOffset a, TimeSpan b, DateOnly c, TimeOnly d, Int128 e) => (a, b, c, d, e);

    public int? Maybe(int? value) => value;

    public string Text(string value) => value;

    public double[] Block(ReadOnlySpan<double> value) => value.ToArray();

    public long Sum(ReadOnlySpan<byte> value)
    {
        long sum = 0;
        foreach (byte one in value)
            sum += one;
        return sum;
    }

    public IkcLease<byte> Fill(int count, byte value)
    {
        IkcLease<byte> lease = IkcLease<byte>.Rent(count);
        lease.Span.Fill(value);
        return lease;
    }

    public void Post(int value) => _posted += value;

    public int Posted() => _posted;

    public int Fail() => throw new InvalidOperationException("on purpose");

    public int Sleep(int milliseconds)
    {
#pragma warning disable IKC0130 // a service that is slow
        Thread.Sleep(Math.Min(milliseconds, 1000));
#pragma warning restore IKC0130
        return milliseconds;
    }

    public ValueTask<int> AddAsync(int a, int b, CancellationToken cancellationToken) => new(a + b);

    public int Die() => throw new NotSupportedException();

    public int Count(List<string> values) => values.Count;
}
