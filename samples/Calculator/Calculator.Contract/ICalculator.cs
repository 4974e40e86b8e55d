// SPDX-License-Identifier: MIT
using Ikc;

namespace Calculator;

[IkcContract("samples.calculator")]
public partial interface ICalculator
{
    [IkcMethod(1)]
    int Add(int a, int b);

    [IkcMethod(2)]
    ValueTask<double> MeanAsync(double[] values, CancellationToken cancellationToken = default);
}
