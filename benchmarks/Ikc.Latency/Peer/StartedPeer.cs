// SPDX-License-Identifier: MIT
using System.Diagnostics;

namespace Ikc.Latency.Peer;

/// <summary>The other process as a child of this one; commands and answers go through pipes, a line each.</summary>
internal sealed class StartedPeer : PeerProcess
{
    private readonly Process _process;
    private readonly InheritedShared _shared = InheritedShared.Create();

    public StartedPeer(int cpu)
    {
        Cpu = cpu;
        string[] arguments = ["peer", Domain, $"{cpu}", string.Join(',', _shared.Numbers)];
        _process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
    }

    public int Cpu { get; }

    public int Id => _process.Id;

    public string Domain { get; } = Directory.CreateTempSubdirectory("ikc-latency-").FullName;

    public override IkcNodeOptions Place => PlaceOf(Domain);

    public override string Fabric => Place.Fabric!;

    public override InheritedShared Shared => _shared;

    public static IkcNodeOptions PlaceOf(string domain) => new() { Fabric = "local", Domain = domain };

    public override long Number(string command)
    {
        _process.StandardInput.WriteLine(command);
        _process.StandardInput.Flush();
        return _process.StandardOutput.ReadLine() is { } answer
            ? long.Parse(answer)
            : throw new InvalidOperationException($"The other process did not take '{command}'.");
    }

    public override void Dispose()
    {
        _process.StandardInput.Close();
        if (!_process.WaitForExit(5000))
            _process.Kill();
        _process.Dispose();
        _shared.Dispose();
        Directory.Delete(Domain, recursive: true);
    }
}
