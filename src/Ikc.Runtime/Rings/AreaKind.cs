// SPDX-License-Identifier: MIT
namespace Ikc.Rings;

internal enum AreaKind : uint
{
    /// <summary>A client's half of a new channel: ring of requests.</summary>
    Connect = 1,

    /// <summary>The service's half: ring of replies, or a refusal.</summary>
    Answer = 2,

    /// <summary>One bulk slot.</summary>
    Bulk = 3,

    /// <summary>The wake summary of one link and direction.</summary>
    Summary = 4,
}
