// SPDX-License-Identifier: MIT
using System.Diagnostics;
using Calculator.Contract;

namespace Ikc.C;

/// <summary>The README's program in C is built by the README's commands, and calls a service in C#.</summary>
public sealed class DocumentTests
{
    [Fact]
    public async Task The_calculators_client()
    {
        DirectoryInfo ground = Directory.CreateTempSubdirectory("ikc-c-document-");
        string domain = Path.Combine(ground.FullName, "domain");
        await using (IkcNode node = IkcNode.Open(new IkcNodeOptions { Fabric = "local", Domain = domain }))
        {
            await using IkcService service = node.Serve<ICalculator>(new Adder());
            var environment = new Dictionary<string, string> { ["IKC_FABRIC"] = "local", ["IKC_DOMAIN"] = domain };
            using Process client = Commands.Start(BuildClient(ground.FullName), [], environment);
            string output = await client.StandardOutput.ReadToEndAsync();
            string error = await client.StandardError.ReadToEndAsync();
            await client.WaitForExitAsync();
            Assert.Equal((0, "", "2 + 3 = 5\n0 + ... + 99999 = 4999950000\n"), (client.ExitCode, error, output));
        }

        ground.Delete(recursive: true);
    }

    private static string BuildClient(string folder)
    {
        string library = Path.Combine(Commands.Root, "src", "libikc");
        string source = Path.Combine(Commands.Root, "samples", "Calculator", "Calculator.C", "client.c");
        string built = Path.Combine(folder, "libikc");
        (int code, _, string error) = Commands.Ikc("header", typeof(ICalculator).Assembly.Location, "-o", Path.Combine(folder, "calculator.h"));
        Assert.True(code == 0, error);
        Commands.MustRun("make", "-s", "-C", library, "OUT=" + built);
        string client = Path.Combine(folder, "client");
        Commands.MustRun("gcc", "-std=c11", "-Wall", "-Wextra", "-Werror", "-I" + folder, "-I" + Path.Combine(library, "include"),
            "-I" + Path.Combine(Commands.Root, "docs"), source, Path.Combine(built, "libikc.a"), "-o", client);
        return client;
    }

    private sealed class Adder : ICalculator
    {
        public int Add(int a, int b) => a + b;

        public ValueTask<int> DivideAsync(int dividend, int divisor, CancellationToken cancellationToken) => new(dividend / divisor);

        public long Sum(ReadOnlySpan<long> values)
        {
            long sum = 0;
            foreach (long value in values)
                sum += value;
            return sum;
        }

        public void Greet(string name)
        {
        }
    }
}
