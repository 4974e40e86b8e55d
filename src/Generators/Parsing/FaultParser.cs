// SPDX-License-Identifier: MIT
using Ikc.Generators.Analysis;
using Ikc.Generators.Model;
using Microsoft.CodeAnalysis;

namespace Ikc.Generators.Parsing;

/// <summary>Reads the failures that a method declares: each with a code of its own and a type that can cross.</summary>
internal sealed class FaultParser(WireParser wires, Findings findings)
{
    private const int CodeMax = 65535;

    public EquatableArray<FaultSpec> Parse(IMethodSymbol method, bool isOneWay)
    {
        List<FaultSpec> faults = [];
        foreach (AttributeData attribute in Attributes.FindAll(method, Attributes.Fault))
        {
            Place place = new(method, attribute: attribute.ApplicationSyntaxReference);
            if (isOneWay)
                findings.Add(Rules.FaultOnOneWay, place, method.Name);
            else if (Parse(method, attribute, place, faults) is { } fault)
                faults.Add(fault);
        }

        return new EquatableArray<FaultSpec>([.. faults.OrderBy(f => f.Code)]);
    }

    private FaultSpec? Parse(IMethodSymbol method, AttributeData attribute, Place place, List<FaultSpec> others)
    {
        ITypeSymbol type = attribute.AttributeClass!.TypeArguments[0].WithNullableAnnotation(NullableAnnotation.NotAnnotated);
        int code = Attributes.Argument(attribute, 1);
        string? why = code is < 1 or > CodeMax ? "it is not in 1 to 65535"
            : others.Any(f => f.Code == code) ? "another fault of the method has it"
            : null;
        if (why is not null)
        {
            findings.Add(Rules.BadFault, place, TypeNames.Short(type), method.Name, $"the code {code} cannot be used, {why}");
            return null;
        }

        if (wires.Parse(type, place, WirePosition.Fault) is not { } wire)
            return null;
        if (others.Any(f => f.Wire.Type == wire.Type))
        {
            findings.Add(Rules.BadFault, place, TypeNames.Short(type), method.Name, "it is declared already");
            return null;
        }

        return new FaultSpec(code, wire);
    }
}
