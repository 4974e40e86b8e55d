// SPDX-License-Identifier: MIT
using Ikc.Fabrics;
using Ikc.Fabrics.Local;

namespace Ikc.Channels;

/// <summary>A node without its public face, over the local fabric.</summary>
internal sealed class TestHub : IDisposable
{
    public TestHub(TemporaryDomain domain, int instance)
    {
        Hub = new Hub(
            LocalFabric.Open(new LocalFabricOptions { Domain = domain.Path, Instance = instance }),
            new HubOptions(new PumpOptions(Manual: false, IkcWaitPolicy.Adaptive, [], RealtimePriority: 0), LanesMax: 8));
        Hub.Pump.Start();
    }

    public Hub Hub { get; }

    public ServiceHost Serve(int connectionsMax = 64)
    {
        var host = new ServiceHost(
            CalculatorContract.Id,
            CalculatorContract.Definition,
            CalculatorContract.Definition.CreateDispatcher(new object()),
            new ServiceLimits(IkcConcurrency.Inline, connectionsMax, IncludeExceptionMessages: true));
        Hub.Services.Add(host);
        Hub.Fabric.Publish(new ServiceRow(host.Name, CalculatorContract.Id, []), takeOver: false, TimeSpan.FromSeconds(5));
        return host;
    }

    public async Task<CalculatorClient> ConnectAsync(TimeSpan? deadline = null)
    {
        var options = new IkcConnectOptions { Deadline = deadline ?? TimeSpan.FromSeconds(30) };
        ClientConnection connection = await new Discovery(Hub).ConnectAsync(CalculatorContract.Definition, options, default);
        return (CalculatorClient)CalculatorContract.Definition.CreateClient(new IkcChannel(connection));
    }

    public void Dispose() => Hub.Dispose();
}
