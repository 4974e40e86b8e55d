// SPDX-License-Identifier: MIT
using Calculator;
using Ikc;

await using IkcNode node = IkcNode.Open();
await using IkcService service = node.Serve<ICalculator>(new PlainCalculator());
Console.WriteLine("Serving; Enter ends it.");
Console.ReadLine();

internal sealed class PlainCalculator : ICalculator
{
    public int Add(int a, int b) => a + b;

    public ValueTask<double> MeanAsync(double[] values, CancellationToken cancellationToken) => new(values.Average());
}
