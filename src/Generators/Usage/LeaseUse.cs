// SPDX-License-Identifier: MIT
namespace Ikc.Generators.Usage;

/// <summary>What code does with a variable that holds a lease.</summary>
internal enum LeaseUse
{
    /// <summary>Asks what a disposed lease still answers, such as its length.</summary>
    Look,

    /// <summary>Reads or writes the memory.</summary>
    Access,

    /// <summary>Puts another lease into the variable.</summary>
    Assign,

    /// <summary>Disposes it, or sends it.</summary>
    End,

    /// <summary>Gives it to somebody else: returned, passed, stored, copied.</summary>
    HandOn,
}
