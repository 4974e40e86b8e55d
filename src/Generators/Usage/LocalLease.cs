// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Ikc.Generators.Usage;

/// <summary>A lease that a call gives and that is put into a local.</summary>
internal static class LocalLease
{
    private static readonly ImmutableDictionary<string, string?> s_using = ImmutableDictionary<string, string?>.Empty.Add(UsageRules.UsingProperty, null);

    /// <summary>Reports the local, if it can be left without the lease having been disposed.</summary>
    public static void Check(OperationAnalysisContext context, LeaseTypes types, ILocalSymbol local, IOperation acquisition, Location place)
    {
        IOperation function = Functions.Around(acquisition);
        if (!Functions.Declares(function, local, context.ContainingSymbol))
            return; // a lambda gives it to the method around it
        HashSet<LeaseUse> uses = [];
        bool isCaptured = false;
        foreach (ILocalReferenceOperation mention in function.Descendants().OfType<ILocalReferenceOperation>())
        {
            if (!SymbolEqualityComparer.Default.Equals(mention.Local, local))
                continue;
            LeaseUse use = LeaseFlow.UseOf(mention, types);
            uses.Add(use);
            if (Functions.Around(mention) == function)
                continue;
            isCaptured = true;
            if (use is LeaseUse.Assign or LeaseUse.End or LeaseUse.HandOn)
                return; // a lambda has it, and nobody sees here when that runs
        }

        if (Functions.GraphOf(function, context) is not { } graph)
            return;
        LeasePaths paths = new(graph, local, acquisition.Syntax, types.IsRenting(context.Operation), types);
        if (!paths.CanLose(context.CancellationToken))
            return;
        bool canBeUsing = !isCaptured && !uses.Contains(LeaseUse.Assign) && !uses.Contains(LeaseUse.HandOn);
        context.ReportDiagnostic(Diagnostic.Create(UsageRules.NotDisposed, place, canBeUsing ? s_using : null, local.Name));
    }

    /// <summary>Whether the local is declared with <c>using</c>.</summary>
    public static bool IsUsing(IVariableDeclaratorOperation declarator) =>
        declarator.Parent is IVariableDeclarationOperation { Parent: IVariableDeclarationGroupOperation { Parent: IUsingOperation or IUsingDeclarationOperation } };
}
