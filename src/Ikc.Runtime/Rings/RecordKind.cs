// SPDX-License-Identifier: MIT
namespace Ikc.Rings;

internal enum RecordKind : byte
{
    /// <summary>Fills the ring up to its end.</summary>
    Padding = 1,

    /// <summary>A call that is answered.</summary>
    Request = 2,

    /// <summary>A call that is not answered.</summary>
    OneWay = 3,

    /// <summary>A result.</summary>
    Reply = 4,

    /// <summary>A failure: status (4 bytes), fate (4 bytes), UTF-8 text.</summary>
    Failure = 5,

    /// <summary>Items of a stream, one after the other.</summary>
    Items = 6,

    /// <summary>A stream's reader lets its writer send more: bytes, as u64.</summary>
    Credit = 7,

    /// <summary>A parameter's stream has ended: empty, or what it failed with, as in a failure.</summary>
    End = 8,

    /// <summary>A stream's reader wants no more; for stream 0 the caller cancels the call.</summary>
    Stop = 9,
}
