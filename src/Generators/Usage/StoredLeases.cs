// SPDX-License-Identifier: MIT
using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Ikc.Generators.Usage;

/// <summary>
/// The leases that one type puts into fields and properties of its own. Only private ones: of the others, somebody else may dispose.
/// </summary>
internal sealed class StoredLeases(INamedTypeSymbol type, LeaseTypes types)
{
    private readonly ConcurrentBag<(ISymbol Member, Location Place)> _stored = [];
    private readonly ConcurrentDictionary<ISymbol, bool> _ended = new(SymbolEqualityComparer.Default);

    /// <summary>Looks at all of the type, unless it has a way to be disposed itself.</summary>
    public static void Watch(SymbolStartAnalysisContext context, LeaseTypes types)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (type.TypeKind is not (TypeKind.Class or TypeKind.Struct) || IsDisposable(type) || !type.GetMembers().Any(member => types.IsLease(TypeOf(member))))
            return;
        StoredLeases stored = new(type, types);
        context.RegisterOperationAction(stored.Look, OperationKind.FieldReference, OperationKind.PropertyReference);
        context.RegisterSymbolEndAction(stored.Report);
    }

    private static bool IsDisposable(INamedTypeSymbol type) =>
        type.AllInterfaces.Any(i => i.SpecialType == SpecialType.System_IDisposable || i is { Name: "IAsyncDisposable", ContainingNamespace.Name: "System" })
        || (type.IsRefLikeType && type.GetMembers("Dispose").Any());

    private static ITypeSymbol? TypeOf(ISymbol member) => member switch
    {
        IFieldSymbol field => field.Type,
        IPropertySymbol property => property.Type,
        _ => null,
    };

    private void Look(OperationAnalysisContext context)
    {
        var mention = (IMemberReferenceOperation)context.Operation;
        ISymbol member = mention.Member;
        if (member.DeclaredAccessibility != Accessibility.Private || !types.IsLease(TypeOf(member))
            || !SymbolEqualityComparer.Default.Equals(member.ContainingType, type))
        {
            return;
        }

        switch (LeaseFlow.UseOf(mention, types))
        {
            case LeaseUse.End or LeaseUse.HandOn:
                _ended[member] = true;
                break;
            case LeaseUse.Assign when mention.Parent is ISimpleAssignmentOperation assignment && IsGiven(assignment.Value):
                _stored.Add((member, mention.Syntax.GetLocation()));
                break;
        }
    }

    /// <summary>Whether the value is a lease that a call gives: here, or where the local that it comes from is declared.</summary>
    private bool IsGiven(IOperation value)
    {
        if (LeaseFlow.SourcesOf(value, types).Any())
            return true;
        if (value is not ILocalReferenceOperation { Local: { } local })
            return false;
        IVariableDeclaratorOperation? declarator = Functions.Around(value).Descendants().OfType<IVariableDeclaratorOperation>()
            .FirstOrDefault(candidate => SymbolEqualityComparer.Default.Equals(candidate.Symbol, local));
        return declarator?.Initializer?.Value is { } initial && !LocalLease.IsUsing(declarator) && IsGiven(initial);
    }

    private void Report(SymbolAnalysisContext context)
    {
        foreach ((ISymbol member, Location place) in _stored.Where(stored => !_ended.ContainsKey(stored.Member)))
        {
            if (!IsNamedInside(member, context.CancellationToken))
                context.ReportDiagnostic(Diagnostic.Create(UsageRules.KeptForEver, place, member.Name, type.Name));
        }
    }

    /// <summary>Whether a type within this one, which may do everything with the member, has its name anywhere.</summary>
    private bool IsNamedInside(ISymbol member, CancellationToken cancellationToken) =>
        type.GetTypeMembers().SelectMany(inner => inner.DeclaringSyntaxReferences)
            .Any(inner => inner.GetSyntax(cancellationToken).DescendantTokens().Any(token => token.ValueText == member.Name));
}
