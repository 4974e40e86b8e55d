// SPDX-License-Identifier: MIT
namespace Ikc.Generators.Contracts;

/// <summary>Arithmetic: synchronous, asynchronous and one-way methods over values of fixed layout.</summary>
[IkcContract("test.calculator")]
public partial interface ICalculator
{
    [IkcMethod(1)]
    int Add(int a, int b);

    [IkcMethod(2)]
    ValueTask<double> DivideAsync(double a, double b, CancellationToken cancellationToken = default);

    [IkcMethod(3, OneWay = true)]
    void Reset(in Header header);

    [IkcMethod(4, OneWay = true)]
    ValueTask ResetAsync(Header header, CancellationToken cancellationToken = default);

    [IkcMethod(5)]
    long Sum(ReadOnlySpan<long> values);

    [IkcMethod(6)]
    (decimal Low, DateTime? When) Range(Guid id, DateOnly? day, TimeSpan span, bool isOpen, DayOfWeek weekday = DayOfWeek.Monday);

    [IkcMethod(7)]
    ValueTask PingAsync(CancellationToken cancellationToken);

    [IkcMethod(8)]
    void Wait(int milliseconds, CancellationToken cancellationToken);
}
