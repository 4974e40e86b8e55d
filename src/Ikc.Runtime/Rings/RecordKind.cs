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
}
