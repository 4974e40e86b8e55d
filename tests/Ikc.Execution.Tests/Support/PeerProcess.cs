// SPDX-License-Identifier: MIT
using System.Globalization;

namespace Ikc.Execution.Support;

/// <summary>
/// A second process with a node in it; <see cref="PeerProgram"/> says what it does. Where a launcher is named (<see cref="TestFabric"/>)
/// it runs in that kernel.
/// </summary>
public sealed class PeerProcess : IDisposable
{
    private static readonly Lazy<(IkcNode Node, ILauncher Launcher)> s_remote = new(ConnectToLauncher);

    private readonly ILauncher _launcher;
    private bool _killed;

    private PeerProcess(ILauncher launcher, string arguments)
    {
        _launcher = launcher;
        Id = launcher.Start(arguments);
    }

    public int Id { get; }

    /// <summary>Starts a process and waits until it says that it is ready.</summary>
    public static PeerProcess Start(TestDomain domain, int instance, params string[] arguments) =>
        Start(TestFabric.Launcher is not null ? s_remote.Value.Launcher : Local(domain, instance), arguments);

    /// <summary>The same on this kernel, for what processes of one kernel share besides the fabric.</summary>
    public static PeerProcess StartHere(TestDomain domain, int instance, params string[] arguments) => Start(Local(domain, instance), arguments);

    private static LocalLauncher Local(TestDomain domain, int instance) => new(new Dictionary<string, string>
    {
        ["IKC_FABRIC"] = TestFabric.Kind,
        ["IKC_DOMAIN"] = domain.Path,
        ["IKC_INSTANCE"] = instance.ToString(CultureInfo.InvariantCulture),
    });

    private static PeerProcess Start(ILauncher launcher, string[] arguments)
    {
        var peer = new PeerProcess(launcher, string.Join('\n', arguments));
        string line = peer.ReadLine();
        if (line != "ready")
            throw new InvalidOperationException($"The peer's process said '{line}'.");
        return peer;
    }

    public string ReadLine() => _launcher.ReadLine(Id);

    public void WriteLine(string line) => _launcher.WriteLine(Id, line);

    /// <summary>SIGKILL, and gone.</summary>
    public void Kill()
    {
        _killed = true;
        _launcher.Kill(Id);
    }

    /// <summary>SIGSTOP, and every thread of it stands.</summary>
    public void Stop() => _launcher.Signal(Id, "STOP");

    public void Continue() => _launcher.Signal(Id, "CONT");

    public void Dispose()
    {
        if (!_killed)
            Kill();
    }

    private static (IkcNode Node, ILauncher Launcher) ConnectToLauncher()
    {
        IkcNode node = IkcNode.Open(new IkcNodeOptions { Fabric = TestFabric.Kind });
        var connect = new IkcConnectOptions { Name = TestFabric.Launcher, Deadline = TimeSpan.FromSeconds(120) };
        return (node, node.ConnectAsync<ILauncher>(connect).GetAwaiter().GetResult());
    }
}
