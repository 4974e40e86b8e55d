// SPDX-License-Identifier: MIT
using Ikc.Latency.Measuring;
using Ikc.Latency.Peer;

namespace Ikc.Latency.Scenarios;

/// <summary>What a scenario needs: the other process, the memory shared with it, and nodes.</summary>
/// <param name="ownCpu">Where this process measures.</param>
/// <param name="peer">Ends with the bench.</param>
internal sealed class Bench(int ownCpu, PeerProcess peer) : IDisposable
{
    private readonly Dictionary<(string Name, string Runtime, string Unit), List<double>> _facts = [];

    public int OwnCpu => ownCpu;

    /// <summary>Of the present round.</summary>
    public Plan Plan { get; set; }

    public PeerProcess Peer => peer;

    public Shared Shared => peer.Shared;

    /// <summary>The other process, where it is this one's child: for what takes more than a fabric.</summary>
    public StartedPeer Child => peer as StartedPeer ?? throw new NotHereException("the two processes have only the fabric in common");

    /// <summary>A command that prints how long a program without Ikc takes to wake the other process and be woken.</summary>
    public string? BareProgram { get; init; }

    public IReadOnlyList<Fact> Facts =>
        [.. _facts.Select(fact => new Fact(fact.Key.Name, fact.Key.Runtime, Statistics.Median(fact.Value), fact.Key.Unit))];

    public void AddFact(string name, double value, string unit, string runtime = "jit")
    {
        (string Name, string Runtime, string Unit) key = (name, runtime, unit);
        if (!_facts.TryGetValue(key, out List<double>? values))
            _facts.Add(key, values = []);
        values.Add(value);
    }

    /// <summary>
    /// Fresh nodes on both sides, with one client. A client's pump that spins would take the caller's core: it does so only where it is
    /// itself what runs the caller, that is for asynchronous calls.
    /// </summary>
    /// <param name="policyName">Of the service's pump and the caller.</param>
    /// <param name="body">What is done with the client.</param>
    /// <param name="isAsync">Whether the client's pump has the policy too.</param>
    /// <param name="serviceCpu">Where the service's pump runs; null: on the other process's core.</param>
    public void WithClient(string policyName, Action<IProbe> body, bool isAsync = false, int? serviceCpu = null) =>
        WithNode(policyName, isAsync, (node, policy) => body(Connect(node, policy)), serviceCpu);

    public void WithNode(string policyName, bool isAsync, Action<IkcNode, IkcWaitPolicy> body, int? serviceCpu = null)
    {
        var policy = Enum.Parse<IkcWaitPolicy>(policyName, ignoreCase: true);
        Peer.Command(serviceCpu is null ? $"serve {policy}" : $"serve {policy} {serviceCpu}");
        IkcNode node = OpenNode(isAsync ? policy : IkcWaitPolicy.Park);
        try
        {
            body(node, policy);
        }
        finally
        {
            node.DisposeAsync().AsTask().GetAwaiter().GetResult();
            Peer.Command("close");
        }
    }

    /// <summary>A node of callers, on the measuring core.</summary>
    public IkcNode OpenNode(IkcWaitPolicy policy) =>
        IkcNode.Open(peer.Place with { Instance = 1, WaitPolicy = policy, Cpus = [OwnCpu] });

    public static IProbe Connect(IkcNode node, IkcWaitPolicy policy) =>
        node.ConnectAsync<IProbe>(new IkcConnectOptions { WaitPolicy = policy }).GetAwaiter().GetResult();

    /// <summary>A batch of the body; made once a series, so that it allocates nothing between the calls.</summary>
    public static Action<int> Repeat(Action body) => calls =>
    {
        for (int i = 0; i < calls; i++)
            body();
    };

    public void Dispose() => peer.Dispose();
}
