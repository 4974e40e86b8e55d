// SPDX-License-Identifier: MIT
namespace Ikc.Execution.Support;

/// <summary>Two nodes of one process, which know of each other only by the fabric: one serves, one calls.</summary>
public sealed class Pair<TContract> : IAsyncDisposable
    where TContract : class, IIkcContract<TContract>
{
    private Pair(TestDomain domain, IkcNode server, IkcService service, IkcNode caller, TContract client)
    {
        Domain = domain;
        Server = server;
        Service = service;
        Caller = caller;
        Client = client;
    }

    public TestDomain Domain { get; }

    public IkcNode Server { get; }

    public IkcService Service { get; }

    public IkcNode Caller { get; }

    public TContract Client { get; }

    public static Task<Pair<TContract>> OpenAsync(TContract service, IkcServeOptions? serve = null, IkcConnectOptions? connect = null) =>
        OpenAsync(_ => service, serve, connect);

    public static async Task<Pair<TContract>> OpenAsync(
        Func<IkcNode, TContract> service, IkcServeOptions? serve = null, IkcConnectOptions? connect = null)
    {
        var domain = new TestDomain();
        IkcNode server = domain.Open(0);
        IkcService served = server.Serve(service(server), serve);
        IkcNode caller = domain.Open(1);
        TContract client = await caller.ConnectAsync<TContract>(connect);
        return new Pair<TContract>(domain, server, served, caller, client);
    }

    public async ValueTask DisposeAsync()
    {
        await Caller.DisposeAsync();
        await Server.DisposeAsync();
        Domain.Dispose();
    }
}
