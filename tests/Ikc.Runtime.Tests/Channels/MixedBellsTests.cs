// SPDX-License-Identifier: MIT
using Ikc.Fabrics;

namespace Ikc.Channels;

/// <summary>Nodes that are rung by words and nodes that are rung by sockets (an older kernel, PROTOCOL rule 46) call each other.</summary>
public sealed class MixedBellsTests
{
    private const int Calls = 200;

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task SleepersWakeEachOther(bool serviceWaitsOnWords, bool clientWaitsOnWords)
    {
        using var domain = new TemporaryDomain();
        using var service = new TestHub(domain.Path, 0, IkcWaitPolicy.Park, waitsOnWords: serviceWaitsOnWords);
        service.Serve();
        using var caller = new TestHub(domain.Path, 1, IkcWaitPolicy.Park, waitsOnWords: clientWaitsOnWords);
        var client = (CalculatorClient)await caller.ConnectAsync(CalculatorContract.Definition, policy: IkcWaitPolicy.Park);
        for (int i = 0; i < Calls; i++)
        {
            Assert.Equal(i + 1, client.Add(i, 1));
            Assert.Equal(i + 2, await client.AddAsync(i, 2));
        }

        Assert.NotEqual(0, client.Channel.Counters.Parks);
    }
}
