// SPDX-License-Identifier: MIT
using Ikc.Generators.Analysis;
using Ikc.Generators.Model;
using Microsoft.CodeAnalysis;

namespace Ikc.Generators.Parsing;

/// <summary>Reads the cases of a <c>[Union]</c>.</summary>
internal sealed class UnionParser(MessageParser parser, Findings findings)
{
    public MessageSpec? Parse(INamedTypeSymbol type, string formatter)
    {
        Place place = new(type);
        List<MemberSpec> cases = [];
        HashSet<int> keys = [];
        HashSet<ITypeSymbol> types = new(SymbolEqualityComparer.Default);
        foreach (AttributeData attribute in Attributes.FindAll(type, MessageAttributes.Union))
        {
            if (attribute.ConstructorArguments is not [{ Value: int key }, { Value: INamedTypeSymbol derived }])
                return Bad("a case is not given as a number and a typeof");
            if (!keys.Add(key))
                return Bad("two cases have the number " + Emit.Text.Of(key));
            if (!types.Add(derived))
                return Bad("'" + TypeNames.Short(derived) + "' is a case twice");
            if (derived.IsAbstract || !IsDerived(derived, type))
                return Bad("'" + TypeNames.Short(derived) + "' is no class or struct that derives from it");
            ITypeSymbol present = derived.WithNullableAnnotation(NullableAnnotation.NotAnnotated);
            if (parser.Parse(present, new MessageContext(findings, place, TypeNames.Short(type))) is not { } codec)
                return null;
            cases.Add(new MemberSpec("", key, "", codec));
        }

        return new MessageSpec(TypeNames.Plain(type), formatter, MessageForm.Union, new EquatableArray<MemberSpec>([.. cases.OrderBy(c => c.Key)]));

        MessageSpec? Bad(string why)
        {
            findings.Add(Rules.BadUnion, place, TypeNames.Short(type), why);
            return null;
        }
    }

    private static bool IsDerived(INamedTypeSymbol type, INamedTypeSymbol ancestor)
    {
        if (type.AllInterfaces.Contains(ancestor, SymbolEqualityComparer.Default))
            return true;
        for (INamedTypeSymbol? current = type.BaseType; current is not null; current = current.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(current, ancestor))
                return true;
        }

        return false;
    }
}
