// SPDX-License-Identifier: MIT
using System.Collections.Concurrent;
using Ikc.Fabrics;
using Ikc.Native;

namespace Ikc.Latency.Peer;

/// <summary>A process that is found over a fabric: takes the commands of one measuring process, and ends with it.</summary>
internal sealed class Control : IControl, ICommands
{
    /// <summary>For what is done when the measuring process has gone; an echo that spins is never done.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);

    private readonly BlockingCollection<string> _commands = [];
    private readonly ConcurrentQueue<TaskCompletionSource<long>> _answers = new();

    public static void Serve(string name, int cpu)
    {
        var place = new IkcNodeOptions { Instance = 0 };
        IkcNode node = IkcNode.Open(place with { WaitPolicy = IkcWaitPolicy.Park });
        var control = new Control();
        IkcService service = node.Serve<IControl>(control, new IkcServeOptions { Name = name, IncludeExceptionMessages = true });
        Console.Out.WriteLine("ready");
        ThreadSettings.Apply([cpu], 0);
        string[] caller = control.Next()!.Split(' '); // "meet", and who it is
        using (OfferedShared shared = OfferedShared.Meet(
            FabricChoice.Open(place), new NodeIdentity(int.Parse(caller[1]), uint.Parse(caller[2]), ulong.Parse(caller[3]))))
        {
            control.Answer(0);
            _ = control.EndWithCallerAsync(service);
            PeerLoop.Run(place, cpu, shared, control);
        }

        node.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }

    public ValueTask<long> DoAsync(string command)
    {
        // Continued by the thread that answers: it is about to take its core for the measurement, and a pool thread could not get through.
        var answer = new TaskCompletionSource<long>();
        _answers.Enqueue(answer);
        _commands.Add(command);
        return new ValueTask<long>(answer.Task);
    }

    public string? Next() => _commands.TryTake(out string? command, Timeout.Infinite) ? command : null;

    public void Answer(long number)
    {
        if (_answers.TryDequeue(out TaskCompletionSource<long>? answer))
            answer.SetResult(number);
    }

    private async Task EndWithCallerAsync(IkcService service)
    {
        await service.DrainAsync().ConfigureAwait(false);
        _commands.CompleteAdding();
        await Task.Delay(s_patience).ConfigureAwait(false);
        Environment.Exit(1);
    }
}
