// SPDX-License-Identifier: MIT
namespace Ikc.Rings;

/// <summary>Random operations on a ring, and the same on a queue; both have to agree on everything after each of them.</summary>
public sealed unsafe class RingModelTests
{
    private const int SeedsPerCase = 20;
    private const int StepsPerSeed = 3_000;

    public static TheoryData<uint, ulong> Cases()
    {
        var cases = new TheoryData<uint, ulong>();
        foreach (uint sizeBytes in new uint[] { 256, 1024, 4096, 65536 })
        {
            cases.Add(sizeBytes, 0);
            cases.Add(sizeBytes, (1UL << 31) - (sizeBytes / 2));
            cases.Add(sizeBytes, (1UL << 32) - sizeBytes - 16);
            cases.Add(sizeBytes, ulong.MaxValue - (2 * sizeBytes) + 1);
            cases.Add(sizeBytes, ulong.MaxValue - 15);
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void TheRingIsAQueue(uint sizeBytes, ulong position)
    {
        using var ring = new RingPair(sizeBytes, position);
        var seen = new RingModel.Tally();
        for (int seed = 0; seed < SeedsPerCase; seed++)
        {
            ring.Start(position);
            var model = new RingModel(ring, seed, seen);
            for (int step = 0; step < StepsPerSeed; step++)
            {
                if (!model.TryStep(out string? difference))
                    Assert.Fail($"ring {sizeBytes}, from {position:x}, seed {seed}, step {step}: {difference}");
            }
        }

        // The cases that this test is there for did come.
        Assert.True(seen is { Records: > 5_000, Fulls: > 50, Empties: > 50, Paddings: > 50, ExactlyFull: > 0 }, seen.ToString());
        Assert.True(seen.PaddingsAlone > 0 && seen.Largest == sizeBytes / 4, seen.ToString());
    }
}
