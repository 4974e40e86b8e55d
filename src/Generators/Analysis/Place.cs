// SPDX-License-Identifier: MIT
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Ikc.Generators.Analysis;

/// <summary>
/// Where a rule is broken: a symbol, the type that is written there, one of its bases, or one of its attributes. Resolved only when
/// somebody reports it.
/// </summary>
internal readonly struct Place(ISymbol symbol, bool isType = false, string? baseName = null, SyntaxReference? attribute = null)
{
    public Location ToLocation()
    {
        if (attribute is not null)
            return attribute.GetSyntax().GetLocation();
        foreach (SyntaxReference reference in symbol.DeclaringSyntaxReferences)
        {
            if (Find(reference.GetSyntax()) is { } found)
                return found.GetLocation();
        }

        return symbol.Locations.FirstOrDefault() ?? Location.None;
    }

    private SyntaxNode? Find(SyntaxNode node)
    {
        if (baseName is { } name)
            return (node as BaseTypeDeclarationSyntax)?.BaseList?.Types.FirstOrDefault(t => RightmostName(t.Type) == name)?.Type;
        return !isType ? null : node switch
        {
            ParameterSyntax parameter => parameter.Type,
            MethodDeclarationSyntax method => method.ReturnType,
            PropertyDeclarationSyntax property => property.Type,
            VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax field } => field.Type,
            _ => null,
        };
    }

    private static string RightmostName(TypeSyntax type) => type switch
    {
        QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
        AliasQualifiedNameSyntax alias => alias.Name.Identifier.ValueText,
        SimpleNameSyntax simple => simple.Identifier.ValueText,
        _ => "",
    };
}
