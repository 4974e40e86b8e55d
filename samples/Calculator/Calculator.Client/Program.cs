// SPDX-License-Identifier: MIT
using Calculator.Contract;
using Ikc;

await using IkcNode node = IkcNode.Open();
ICalculator calculator = await node.ConnectAsync<ICalculator>();
await using IkcChannel channel = IkcChannel.Of(calculator);

calculator.Greet("A client");
Console.WriteLine($"2 + 3 = {calculator.Add(2, 3)}");
Console.WriteLine($"1 + 2 + 3 = {calculator.Sum([1, 2, 3])}");
Console.WriteLine($"42 / 6 = {await calculator.DivideAsync(42, 6)}");
Console.WriteLine($"20 + 22 = {calculator.With(deadline: TimeSpan.FromSeconds(1)).Add(20, 22)}, within a second");

try
{
    await calculator.DivideAsync(1, 0);
}
catch (IkcException failure) when (failure.Status == IkcStatus.Faulted)
{
    Console.WriteLine($"1 / 0: {failure.Message} ({failure.Fate})");
}
