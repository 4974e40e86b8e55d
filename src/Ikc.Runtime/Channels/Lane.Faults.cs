// SPDX-License-Identifier: MIT
using Ikc.CompilerServices;
using Ikc.Rings;

namespace Ikc.Channels;

/// <summary>What a lane knows of the faults that its present call's method declares.</summary>
internal sealed unsafe partial class Lane
{
    private IkcFaultDecoder? _faults;
    private ulong _faultsCallId;

    /// <summary>Says which faults the next call's method declares.</summary>
    public void Expect(IkcFaultDecoder faults)
    {
        _faults = faults;
        _faultsCallId = CallId.Make(0, _callGeneration + 1); // call ids never repeat, so this needs no taking back
    }

    private IkcFaultDecoder? FaultsOf(Record record) => _faultsCallId == record.CallId ? _faults : null;

    private IkcException TakeLargeFailure(Record record, in ReplyHandle reply)
    {
        IkcException failure = ReplyFailure.Decode(record, reply, FaultsOf(record));
        ReleaseReplySlot(reply);
        Release(record.RecordBytes);
        Return();
        return failure;
    }
}
