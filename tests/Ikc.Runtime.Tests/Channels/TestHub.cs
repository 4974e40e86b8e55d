// SPDX-License-Identifier: MIT
using Ikc.CompilerServices;
using Ikc.Fabrics;
using Ikc.Fabrics.Local;

namespace Ikc.Channels;

/// <summary>A node without its public face, over the local fabric.</summary>
internal sealed class TestHub : IDisposable
{
    public TestHub(TemporaryDomain domain, int instance)
        : this(domain.Path, instance, IkcWaitPolicy.Adaptive)
    {
    }

    public TestHub(string domain, int instance, IkcWaitPolicy policy, Func<Fabric, Fabric>? around = null, bool waitsOnWords = true)
    {
        Fabric fabric = LocalFabric.Open(new LocalFabricOptions { Domain = domain, Instance = instance, WaitsOnWords = waitsOnWords });
        Hub = new Hub(
            around?.Invoke(fabric) ?? fabric,
            new HubOptions(new PumpOptions(Manual: false, policy, [], RealtimePriority: 0), LanesMax: 8));
        Hub.Pump.Start();
    }

    public Hub Hub { get; }

    public ServiceHost Serve(int connectionsMax = 64) => Serve(CalculatorContract.Definition, connectionsMax);

    public ServiceHost Serve(IkcContractDefinition<object> contract, int connectionsMax = 64) =>
        Serve(contract, new object(), connectionsMax);

    public ServiceHost Serve(IkcContractDefinition<object> contract, object service, int connectionsMax = 64)
    {
        var host = new ServiceHost(
            contract.Id,
            contract,
            contract.CreateDispatcher(service),
            new ServiceLimits(IkcConcurrency.Inline, connectionsMax, IncludeExceptionMessages: true));
        Hub.Services.Add(host);
        Hub.Fabric.Publish(new ServiceRow(host.Name, contract.Id, []), takeOver: false, TimeSpan.FromSeconds(5));
        return host;
    }

    public async Task<CalculatorClient> ConnectAsync(TimeSpan? deadline = null) =>
        (CalculatorClient)await ConnectAsync(CalculatorContract.Definition, deadline);

    public async Task<object> ConnectAsync(IkcContractDefinition<object> contract, TimeSpan? deadline = null, IkcWaitPolicy policy = IkcWaitPolicy.Adaptive)
    {
        var options = new IkcConnectOptions { Deadline = deadline ?? TimeSpan.FromSeconds(30), WaitPolicy = policy };
        ClientConnection connection = await new Discovery(Hub).ConnectAsync(contract, options, default);
        return contract.CreateClient(new IkcChannel(connection));
    }

    public void Dispose() => Hub.Dispose();
}
