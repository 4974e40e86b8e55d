// SPDX-License-Identifier: MIT
using Ikc.Generators.Analysis;
using Ikc.Generators.Model;
using Microsoft.CodeAnalysis;

namespace Ikc.Generators.Parsing;

/// <summary>Where in a message a type stands, and who hears that it cannot.</summary>
/// <param name="findings">Takes what is found.</param>
/// <param name="place">The parameter, result or member.</param>
/// <param name="holder">The message that has the member; null outside of one.</param>
internal sealed class MessageContext(Findings findings, Place place, string? holder)
{
    public Findings Findings { get; } = findings;

    /// <summary>Set while a type is given up that has neither a collection's nor an object's form.</summary>
    public bool IsCollectionFailed { get; set; }

    /// <summary>Reports the type, inside of a message as something that it holds.</summary>
    public CodecSpec? Fail(DiagnosticDescriptor rule, ITypeSymbol type, string why)
    {
        string name = TypeNames.Short(type);
        if (holder is not null)
            Findings.Add(Rules.BadMessageType, place, name, holder, why);
        else
            Findings.Add(rule, place, name, why); // not every rule says why
        return null;
    }

    public CodecSpec? FailSilently()
    {
        Findings.AddSilently();
        return null;
    }
}
