// SPDX-License-Identifier: MIT
namespace Ikc.Samples;

/// <summary>The README's first program does what the README says.</summary>
public sealed class CalculatorTests
{
    [Fact]
    public async Task ServerAndClient()
    {
        DirectoryInfo ground = Directory.CreateTempSubdirectory("ikc-calculator-test-");
        string domain = Path.Combine(ground.FullName, "domain");
        using (Sample server = Sample.Start("Calculator/Calculator.Server", domain))
        {
            Assert.Contains("Serving", await server.Output.ReadLineAsync(), StringComparison.Ordinal);
            using Sample client = Sample.Start("Calculator/Calculator.Client", domain);
            (int code, string output, string error) = await client.EndAsync();
            Assert.True(code == 0, error);
            Assert.Contains("2 + 3 = 5", output, StringComparison.Ordinal);
            server.PressEnter();
            Assert.Equal(0, (await server.EndAsync()).Code);
        }

        ground.Delete(recursive: true);
    }

    [Fact]
    public async Task WatchOutlivesItsServers()
    {
        DirectoryInfo ground = Directory.CreateTempSubdirectory("ikc-calculator-test-");
        string domain = Path.Combine(ground.FullName, "domain");
        using (Sample watch = Sample.Start("Calculator/Calculator.Watch", domain))
        {
            var lives = new HashSet<string>();
            for (int life = 0; life < 3; life++)
            {
                using Sample server = Sample.Start("Calculator/Calculator.Server", domain);
                string? flows = await watch.Output.ReadLineAsync();
                Assert.EndsWith("calls flow", flows, StringComparison.Ordinal);
                Assert.True(lives.Add(flows!));
                server.Kill();
                Assert.Matches(@"PeerDied \(\w+\) after \d+ calls$", await watch.Output.ReadLineAsync());
            }

            watch.PressEnter();
            Assert.Equal(0, (await watch.EndAsync()).Code);
        }

        ground.Delete(recursive: true);
    }
}
