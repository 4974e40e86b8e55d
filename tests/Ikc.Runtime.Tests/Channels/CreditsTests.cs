// SPDX-License-Identifier: MIT
namespace Ikc.Channels;

/// <summary>The free call slots of a channel.</summary>
public sealed class CreditsTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(128)]
    public void EachSlotIsTakenOnceUntilItIsGivenBack(uint count)
    {
        var credits = new Credits(count);
        var taken = new HashSet<uint>();
        var random = new Random(1);
        for (int i = 0; i < 10_000; i++)
        {
            bool take = taken.Count == 0 || (taken.Count < count && random.Next(2) == 0);
            if (take)
            {
                Assert.True(credits.HasAny);
                uint slot = credits.Take();
                Assert.InRange(slot, 0u, count - 1);
                Assert.True(taken.Add(slot));
            }
            else
            {
                uint slot = taken.First();
                taken.Remove(slot);
                credits.Give(slot);
            }

            Assert.Equal(taken.Count < count, credits.HasAny);
            Assert.Equal((uint)taken.Count, credits.OpenCalls);
        }
    }
}
