// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Ikc.Fabrics;
using Ikc.Native;

namespace Ikc.Channels;

/// <summary>
/// The counters of a node's channels, in a segment of their own that other processes of the same user can read while they run. Where
/// there is no directory for it, or no room in it, counters are this process's alone.
/// </summary>
internal sealed unsafe class Statistics : IDisposable
{
    private readonly Lock _lock = new();
    private readonly StatisticsFile? _file;
    private readonly Stack<int> _freeRows = new();
    private int _rowsUsed;

    public Statistics(NodeIdentity self, string? directory)
    {
        if (directory is null || (_file = StatisticsFile.TryCreate(directory, self.Epoch, StatisticsHeader.FileBytes)) is null)
            return;
        *(StatisticsHeader*)_file.Mapping.Base = new StatisticsHeader
        {
            VersionMajor = StatisticsHeader.VersionMajorValue,
            RowBytes = ChannelCounters.SizeBytes,
            Rows = StatisticsHeader.RowsMax,
            Instance = self.Instance,
            Node = self.Node,
            Epoch = self.Epoch,
        };
        Volatile.Write(ref ((StatisticsHeader*)_file.Mapping.Base)->Magic, StatisticsHeader.MagicValue); // last: a reader may be there
    }

    /// <summary>A zeroed row.</summary>
    public ChannelCounters* Allocate()
    {
        lock (_lock)
        {
            if (_file is not null && TryTakeRow(out int row))
            {
                var counters = (ChannelCounters*)(_file.Mapping.Base + StatisticsHeader.RowsOffset) + row;
                *counters = default;
                return counters;
            }
        }

        return (ChannelCounters*)NativeMemory.AllocZeroed(ChannelCounters.SizeBytes);
    }

    /// <summary>Gives a row back.</summary>
    public void Free(ChannelCounters* counters)
    {
        long offset = _file is null ? -1 : (byte*)counters - (_file.Mapping.Base + StatisticsHeader.RowsOffset);
        if (offset is < 0 or >= (long)StatisticsHeader.RowsMax * ChannelCounters.SizeBytes)
        {
            NativeMemory.Free(counters);
            return;
        }

        counters->Role = 0;
        lock (_lock)
            _freeRows.Push((int)(offset / Unsafe.SizeOf<ChannelCounters>()));
        _file!.Mapping.ReleaseReference();
    }

    /// <summary>Takes the file away; the memory stays until the last channel is gone.</summary>
    public void Dispose() => _file?.Dispose();

    private bool TryTakeRow(out int row)
    {
        if (!_freeRows.TryPop(out row))
        {
            if (_rowsUsed == StatisticsHeader.RowsMax)
                return false;
            row = _rowsUsed++;
        }

        if (_file!.Mapping.TryAddReference())
            return true;
        _freeRows.Push(row);
        return false;
    }
}
