// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;

namespace Ikc.Channels;

/// <summary>
/// How closely a reader follows its writer. Close behind it a reader takes each line half written, and then both wait for lines only: the
/// reader for what is still to come, the writer to have the line back. So a reader that has caught up with several records in a row leaves
/// its writer the time for some more, and fetches ahead only what is probably written.
/// </summary>
/// <remarks>The reader's own.</remarks>
internal struct ReadingPace
{
    private const int LingerPausesMin = 64;
    private const int LingerPausesMax = 512;

    // What RingReader.Prefetch looks ahead, in the smallest records.
    private const int RecordsAhead = 8;

    // Who has read so many without finding the ring empty is behind.
    private const int LongRow = 64;

    private int _row;
    private int _rowBefore;

    /// <summary>Counts a record.</summary>
    /// <returns>Whether those that come some records later are probably written.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Next() => ++_row + RecordsAhead < _rowBefore || _row > LongRow;

    /// <summary>The ring was found empty.</summary>
    /// <param name="more">Whether the last record said that its writer does not wait for it alone.</param>
    /// <returns>Whether to linger: of a caller that waits for each answer there is one record at a time.</returns>
    public bool EndRow(bool more)
    {
        _rowBefore = _row;
        _row = 0;
        return _rowBefore > (more ? 0 : 1);
    }

    /// <summary>
    /// Gives the writer the time for a few lines at least, and about for as much again as the row was: rows become long where it is fast.
    /// </summary>
    public readonly void Linger()
    {
        int pauses = Math.Clamp(_rowBefore, LingerPausesMin, LingerPausesMax);
        for (int i = 0; i < pauses; i++)
            SpinBudget.Pause();
    }
}
