// SPDX-License-Identifier: MIT
namespace Ikc.Latency.Peer;

/// <summary>A child's commands.</summary>
internal sealed class PipedCommands : ICommands
{
    public string? Next() => Console.In.ReadLine();

    public void Answer(long number)
    {
        Console.Out.WriteLine(number);
        Console.Out.Flush();
    }
}
