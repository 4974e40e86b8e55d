// SPDX-License-Identifier: MIT
using Calculator.Contract;
using Ikc;

await using IkcNode node = IkcNode.Open();
await using IkcService served = node.Serve<ICalculator>(new CalculatorService());
Console.WriteLine($"Serving '{served.Name}'. Enter ends it.");
Console.ReadLine();

internal sealed class CalculatorService : ICalculator
{
    public int Add(int a, int b) => a + b;

    public async ValueTask<int> DivideAsync(int dividend, int divisor, CancellationToken cancellationToken = default)
    {
        await Task.Delay(TimeSpan.FromMilliseconds(10), cancellationToken);
        return dividend / divisor;
    }

    public long Sum(ReadOnlySpan<long> values)
    {
        long sum = 0;
        foreach (long value in values)
            sum += value;
        return sum;
    }

    public void Greet(string name) => Console.WriteLine($"{name} is here.");
}
