// SPDX-License-Identifier: MIT
using Calculator;
using Ikc;

await using IkcNode node = IkcNode.Open();
ICalculator calculator = await node.ConnectAsync<ICalculator>();
Console.WriteLine($"2 + 3 = {calculator.Add(2, 3)}");
Console.WriteLine($"mean of 1, 2, 6 = {await calculator.MeanAsync([1, 2, 6])}");
Console.WriteLine($"in at most 5 ms: {calculator.With(deadline: TimeSpan.FromMilliseconds(5)).Add(40, 2)}");
