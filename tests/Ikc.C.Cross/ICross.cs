// SPDX-License-Identifier: MIT
namespace Ikc.C;

/// <summary>What crosses between the two languages, in both directions.</summary>
[IkcContract("test.cross")]
public partial interface ICross
{
    [IkcMethod(1)] Every Struct(in Every value);

    [IkcMethod(2)]
    (bool, char, Guid, decimal, DateTime) Kinds(bool a, char b, Guid c, decimal d, DateTime e);

    [IkcMethod(3)]
    (DateTimeOffset, TimeSpan, DateOnly, TimeOnly, Int128) Times(DateTimeOffset a, TimeSpan b, DateOnly c, TimeOnly d, Int128 e);

    [IkcMethod(4)] int? Maybe(int? value);
    [IkcMethod(5)] string Text(string value);
    [IkcMethod(6)] double[] Block(ReadOnlySpan<double> value);

    /// <summary>The sum of all bytes, read in place.</summary>
    [IkcMethod(7)] long Sum(ReadOnlySpan<byte> value);

    /// <summary>So many bytes of this value, lent.</summary>
    [IkcMethod(8)] IkcLease<byte> Fill(int count, byte value);

    [IkcMethod(9, OneWay = true)] void Post(int value);

    /// <summary>The sum of all that was posted.</summary>
    [IkcMethod(10)] int Posted();

    /// <summary>Fails.</summary>
    [IkcMethod(11)] int Fail();

    /// <summary>Keeps the service for so long.</summary>
    [IkcMethod(12)] int Sleep(int milliseconds);

    [IkcMethod(13)] ValueTask<int> AddAsync(int a, int b, CancellationToken cancellationToken = default);

    /// <summary>SIGKILL for the service's process, in the middle of the call.</summary>
    [IkcMethod(14)] int Die();

    /// <summary>Has no form in C.</summary>
    [IkcMethod(15)] int Count(List<string> values);
}

[IkcStruct]
public record struct Every
{
    public sbyte A;
    public byte B;
    public short C;
    public int D;
    public long E;
    public ulong F;
    public float G;
    public Half H;
    public ushort I;
    public Inner J;
}

[IkcStruct]
public record struct Inner
{
    public double X;
    public Guid Class;
}
