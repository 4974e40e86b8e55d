// SPDX-License-Identifier: MIT
namespace Ikc.Channels;

/// <summary>When a reader lingers, and when it fetches ahead.</summary>
public sealed class ReadingPaceTests
{
    private ReadingPace _pace;

    [Fact]
    public void ACallerThatWaitsForEachAnswerIsNeverLetWait()
    {
        for (int i = 0; i < 100; i++)
            Assert.True(Lingers(records: 1, more: false, fetches: 0) is false);
    }

    [Fact]
    public void OneRecordThatSaysMoreIsFollowedFromADistance() => Assert.True(Lingers(records: 1, more: true, fetches: 0));

    [Fact]
    public void SeveralRecordsAreFollowedFromADistance() => Assert.True(Lingers(records: 2, more: false, fetches: 0));

    [Fact]
    public void NothingAfterLingeringEndsIt()
    {
        Assert.True(Lingers(records: 5, more: true, fetches: 0));
        Assert.False(Lingers(records: 0, more: false, fetches: 0));
    }

    [Fact]
    public void ItFetchesAheadAsFarAsTheLastRowWent()
    {
        Lingers(records: 20, more: false, fetches: 0);
        Lingers(records: 30, more: false, fetches: 11);
        Lingers(records: 4, more: false, fetches: 4);
        Lingers(records: 4, more: false, fetches: 0);
    }

    [Fact]
    public void ItFetchesAheadWhenItIsFarBehind() => Lingers(records: 100, more: false, fetches: 36);

    private bool Lingers(int records, bool more, int fetches)
    {
        int fetched = 0;
        for (int i = 0; i < records; i++)
            fetched += _pace.Next() ? 1 : 0;
        Assert.Equal(fetches, fetched);
        return _pace.EndRow(more);
    }
}
