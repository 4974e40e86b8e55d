// SPDX-License-Identifier: MIT
namespace Ikc.Latency;

/// <summary>The command line.</summary>
internal sealed record Options(int Repetitions, int OwnCpu, int PeerCpu, string? Json, string? Only)
{
    public const string Usage = "[--repetitions N] [--cpus OWN,PEER] [--only NAME-PREFIX] [--json FILE]";

    public static Options Parse(string[] arguments)
    {
        var options = new Options(5, 0, 1, null, null);
        for (int i = 0; i < arguments.Length; i += 2)
        {
            string value = i + 1 < arguments.Length ? arguments[i + 1] : throw new ArgumentException(Usage);
            options = arguments[i] switch
            {
                "--repetitions" => options with { Repetitions = int.Parse(value) },
                "--cpus" when value.Split(',') is [var own, var peer] =>
                    options with { OwnCpu = int.Parse(own), PeerCpu = int.Parse(peer) },
                "--only" => options with { Only = value },
                "--json" => options with { Json = value },
                _ => throw new ArgumentException(Usage),
            };
        }

        return options;
    }
}
