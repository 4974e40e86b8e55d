// SPDX-License-Identifier: MIT
using System.Text.Json;

namespace Ikc.Latency;

/// <summary>The harness with an other process that it has not started: what it does between kernels, here on one.</summary>
public sealed class MeetingTests : IDisposable
{
    private const string Name = "there";
    private const int BareNs = 12345;

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("ikc-latency-test-");

    private string Domain => _directory.CreateSubdirectory("domain").FullName;

    private string Json => Path.Combine(_directory.FullName, "result.json");

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public async Task WhatAFabricHasIsMeasuredAndTheRestIsSkipped()
    {
        using HarnessProcess service = HarnessProcess.Start(Domain, "serve", Name, "1");
        using HarnessProcess caller = HarnessProcess.Start(
            Domain, "--meet", Name, "--bare", $"/bin/echo round trip {BareNs} ns", "--quick", "--only", "sync", "--json", Json);
        (int code, string output) = await caller.EndAsync();
        Assert.True(code == 0, output);
        (code, output) = await service.EndAsync();
        Assert.True(code == 0, output);
        Assert.Empty(Directory.EnumerateFiles(Domain));

        using JsonDocument results = JsonDocument.Parse(await File.ReadAllTextAsync(Json));
        JsonElement[] series = [.. results.RootElement.GetProperty("results").EnumerateArray()];
        string[] measured = [.. series.Where(IsMeasured).Select(Key)];
        Assert.Equal(
            [
                "clock floor", "cache-line floor", "slot-ring floor", "sync-add spin", "sync-add adaptive", "bells floor", "bare-program floor",
                "sync-add park", "slot-ring-oneway floor", "memcpy floor", "handed-over floor", "worked floor",
            ],
            measured);
        JsonElement skipped = Assert.Single(series, one => !IsMeasured(one));
        Assert.Equal("eventfd floor", Key(skipped));
        Assert.Contains("only the fabric in common", skipped.GetProperty("skipped").GetString(), StringComparison.Ordinal);
        Assert.False(skipped.GetProperty("hasFailed").GetBoolean());

        JsonElement parked = series.Single(static one => Key(one) == "sync-add park");
        Assert.Equal("local", parked.GetProperty("fabric").GetString());
        Assert.Equal(parked.GetProperty("medianBlockNs").GetDouble() / BareNs, parked.GetProperty("ratioToFloor").GetDouble(), 6);
    }

    /// <summary>An echo of a floor spins without looking at anything but memory that nobody writes any more.</summary>
    [Fact]
    public async Task AProcessEndsWithTheOneThatMeasures()
    {
        using HarnessProcess service = HarnessProcess.Start(Domain, "serve", Name, "1");
        using HarnessProcess caller = await MeasureForLongAsync(service);
        caller.Kill();
        await service.EndAsync();
    }

    [Fact]
    public async Task TheOneThatMeasuresEndsWithTheOtherOne()
    {
        using HarnessProcess service = HarnessProcess.Start(Domain, "serve", Name, "1");
        using HarnessProcess caller = await MeasureForLongAsync(service);
        service.Kill();
        (int code, string output) = await caller.EndAsync();
        Assert.True(code != 0, output);
    }

    [Theory]
    [InlineData("--aot")]
    [InlineData("--peers", "all")]
    public async Task WhatStartsItsOwnOtherProcessIsRefused(params string[] arguments)
    {
        using HarnessProcess caller = HarnessProcess.Start(Domain, ["--meet", Name, .. arguments]);
        (int code, string output) = await caller.EndAsync();
        Assert.Equal(2, code);
        Assert.Contains("--meet goes with neither", output, StringComparison.Ordinal);
    }

    /// <summary>A caller in the middle of a floor, for which the service spins.</summary>
    private async Task<HarnessProcess> MeasureForLongAsync(HarnessProcess service)
    {
        HarnessProcess caller = HarnessProcess.Start(Domain, "--meet", Name, "--only", "none", "--repetitions", "1000");
        await caller.WaitForStepAsync("round 1: cache-line");
        await service.WaitUntilBusyAsync(TimeSpan.FromMilliseconds(30));
        return caller;
    }

    private static bool IsMeasured(JsonElement series) => !series.TryGetProperty("skipped", out _);

    private static string Key(JsonElement series) => $"{series.GetProperty("name").GetString()} {series.GetProperty("policy").GetString()}";
}
