// SPDX-License-Identifier: MIT
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Ikc.Generators.Analysis;

/// <summary>Where a rule is broken: a symbol, or the type that is written there. Resolved only when somebody reports it.</summary>
internal readonly struct Place(ISymbol symbol, bool isType = false)
{
    public Location ToLocation()
    {
        SyntaxNode? node = symbol.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax();
        SyntaxNode? type = !isType ? null : node switch
        {
            ParameterSyntax parameter => parameter.Type,
            MethodDeclarationSyntax method => method.ReturnType,
            PropertyDeclarationSyntax property => property.Type,
            VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax field } => field.Type,
            _ => null,
        };
        return type?.GetLocation() ?? symbol.Locations.FirstOrDefault() ?? Location.None;
    }
}
