// SPDX-License-Identifier: MIT
namespace Ikc.Execution.Contracts;

/// <summary>What a method of <see cref="IDeeds"/> is to do.</summary>
public enum Deed
{
    /// <summary>Answers.</summary>
    Answer,

    /// <summary>Throws the fault that is declared as a message.</summary>
    Refuse,

    /// <summary>Throws the fault that is declared as a fixed struct.</summary>
    Miss,

    /// <summary>Throws a declared fault that is larger than any reply in a ring.</summary>
    RefuseAtLength,

    /// <summary>Throws a fault that is not declared.</summary>
    Undeclared,

    /// <summary>Throws what is no fault.</summary>
    Throw,

    /// <summary>Throws a declared fault whose value cannot be written.</summary>
    RefuseWithoutReason,

    /// <summary>Waits until its token fires.</summary>
    Wait,

    /// <summary>Cancels by itself.</summary>
    GiveUp,

    /// <summary>Ends the process.</summary>
    Die,
}
