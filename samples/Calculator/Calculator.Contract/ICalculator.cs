// SPDX-License-Identifier: MIT
using Ikc;

namespace Calculator.Contract;

/// <summary>What a calculator does.</summary>
[IkcContract("samples.calculator")]
public partial interface ICalculator
{
    /// <summary>Adds two numbers.</summary>
    [IkcMethod(1)]
    int Add(int a, int b);

    /// <summary>Divides, and may take its time.</summary>
    [IkcMethod(2)]
    ValueTask<int> DivideAsync(int dividend, int divisor, CancellationToken cancellationToken = default);

    /// <summary>Adds many numbers, which the service reads where the caller wrote them.</summary>
    [IkcMethod(3)]
    long Sum(ReadOnlySpan<long> values);

    /// <summary>Tells the service something and goes on without an answer.</summary>
    [IkcMethod(4, OneWay = true)]
    void Greet(string name);
}
