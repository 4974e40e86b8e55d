// SPDX-License-Identifier: MIT
namespace Ikc.Execution.Documents;

[IkcStruct]
public struct TooExpensive
{
    public long Limit;
}

[IkcContract("readme.orders")]
public partial interface IOrders
{
    [IkcMethod(1), IkcFault<TooExpensive>, IkcFault<string>(2)]
    ValueTask<long> BuyAsync(string symbol, decimal price, CancellationToken token = default);
}

public sealed class Orders : IOrders
{
    public ValueTask<long> BuyAsync(string symbol, decimal price, CancellationToken token = default) =>
        symbol != "IKC" ? throw new IkcFaultException<string>($"{symbol} is not traded here")
        : price > 100 ? throw new IkcFaultException<TooExpensive>(new TooExpensive { Limit = 100 })
        : ValueTask.FromResult(4711L);
}

public static class Buyer
{
    public static async Task<string> BuyAsync(IOrders orders, string symbol, decimal price)
    {
        try
        {
            return $"order {await orders.BuyAsync(symbol, price)}";
        }
        catch (IkcFaultException<TooExpensive> refused)
        {
            return $"at most {refused.Fault.Limit}";
        }
        catch (IkcFaultException<string> refused)
        {
            return refused.Fault;
        }
    }
}
