// SPDX-License-Identifier: MIT
namespace Ikc.Latency;

/// <summary>The command line.</summary>
internal sealed record Options
{
    public const string Usage = """
        Ends with code 1 when one of our own series could not be measured, 2 when the command line is wrong.
        [--quick]            a few series, one repetition, in less than a minute
        [--repetitions N]    5, or 1 in a quick run
        [--only PREFIX]      series whose name begins so, and all floors
        [--cpus OWN,PEER]    0,1
        [--meet NAME]        the other process is there already, started as `Ikc.Latency serve NAME CPU`, perhaps in another kernel: calls go
                             over the fabric of IKC_FABRIC and IKC_DOMAIN, which is all that the two have in common
        [--bare COMMAND]     with --meet: prints "round trip N ns" of a program that wakes the other side and is woken, a floor
        [--peers LIST|all]   others than Ikc, measured in the same rounds: names with commas between them
        [--json FILE]        the figures for programs, and beside it the same as Markdown
        [--plots DIR]        plots as SVG and PNG, and the HdrHistogram logs
        [--aot]              the same once more as Native AOT, and the start of each kind of executable
        [--preflight]        only say what on this machine spoils figures
        """;

    public bool IsQuick { get; init; }

    public bool IsPreflight { get; init; }

    public bool WithAot { get; init; }

    public int? RepetitionsAsked { get; init; }

    public int OwnCpu { get; init; }

    public int PeerCpu { get; init; } = 1;

    public string? Json { get; init; }

    public string? Plots { get; init; }

    public string? Peers { get; init; }

    public string? Only { get; init; }

    public string? Meet { get; init; }

    public string? Bare { get; init; }

    public int Repetitions => RepetitionsAsked ?? (IsQuick ? 1 : 5);

    public static Options Parse(string[] arguments)
    {
        var options = new Options();
        for (int i = 0; i < arguments.Length; i++)
        {
            string Value() => ++i < arguments.Length ? arguments[i] : throw new ArgumentException($"{arguments[i - 1]} needs a value.");
            options = arguments[i] switch
            {
                "--quick" => options with { IsQuick = true },
                "--preflight" => options with { IsPreflight = true },
                "--aot" => options with { WithAot = true },
                "--repetitions" => options with { RepetitionsAsked = int.Parse(Value()) },
                "--cpus" when Value().Split(',') is [var own, var peer] =>
                    options with { OwnCpu = int.Parse(own), PeerCpu = int.Parse(peer) },
                "--only" => options with { Only = Value() },
                "--meet" => options with { Meet = Value() },
                "--bare" => options with { Bare = Value() },
                "--peers" => options with { Peers = Value() },
                "--json" => options with { Json = Value() },
                "--plots" => options with { Plots = Value() },
                _ => throw new ArgumentException($"'{arguments[i]}' is no option."),
            };
        }

        if (options.Meet is not null && (options.WithAot || options.Peers is not null))
            throw new ArgumentException("--meet goes with neither --aot nor --peers, which start their own other processes.");
        return options;
    }
}
