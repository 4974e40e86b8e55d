// SPDX-License-Identifier: MIT
using Ikc.Generators.Contracts;

namespace Ikc.Generators;

/// <summary>Options reach the call, also through a base contract, and do no harm to what is no client.</summary>
public sealed class OptionsTests
{
    [Fact]
    public void On_a_fake_the_method_is_simply_called()
    {
        using Base fake = new();
        fake.Released.Set();
        Assert.Equal(5, ((IBaseOfTwo)fake).With(deadline: TimeSpan.FromTicks(1)).Wait(5));
    }

    /// <summary>The service answers only after the deadline has been reported, so a deadline that is lost is a hang, and no race.</summary>
    [Fact]
    public async Task A_deadline_given_through_a_base_reaches_the_client_of_the_derived_contract()
    {
        using Base service = new();
        await using IkcNode node = IkcNode.Open();
        await using IAsyncDisposable served = node.Serve<IDerivedOfTwo>(service);
        IDerivedOfTwo client = await node.ConnectAsync<IDerivedOfTwo>();
        try
        {
            foreach (Func<int> call in (Func<int>[])
                [
                    () => client.With(deadline: TimeSpan.FromMilliseconds(20)).Wait(1),
                    () => ((IBaseOfTwo)client).With(deadline: TimeSpan.FromMilliseconds(20)).Wait(1),
                ])
            {
                IkcException failure = await Task.Run(() => Assert.Throws<IkcException>(() => call())).WaitAsync(TimeSpan.FromSeconds(60));
                Assert.Equal(IkcStatus.DeadlineExceeded, failure.Status);
            }
        }
        finally
        {
            service.Released.Set();
        }

        Assert.Equal(2, ((IBaseOfTwo)client).With().Wait(2));
    }

    private sealed class Base : IDerivedOfTwo, IDisposable
    {
        public ManualResetEventSlim Released { get; } = new();

        public int Wait(int value)
        {
#pragma warning disable IKC0130 // what the deadlines of the tests are for
            Released.Wait();
#pragma warning restore IKC0130
            return value;
        }

        public void Dispose() => Released.Dispose();
    }
}
