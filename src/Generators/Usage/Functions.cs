// SPDX-License-Identifier: MIT
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Ikc.Generators.Usage;

/// <summary>Bodies that run on their own: a method's, and those of the lambdas and local functions in it.</summary>
internal static class Functions
{
    /// <summary>The innermost body that the operation is in.</summary>
    public static IOperation Around(IOperation operation)
    {
        IOperation current = operation;
        while (current.Parent is { } parent && !(current != operation && current is IAnonymousFunctionOperation or ILocalFunctionOperation))
            current = parent;
        return current;
    }

    /// <summary>Whether the variable belongs to the body, and not to one around it.</summary>
    public static bool Declares(IOperation function, ILocalSymbol local, ISymbol member) => SymbolEqualityComparer.Default.Equals(local.ContainingSymbol, function switch
    {
        IAnonymousFunctionOperation lambda => lambda.Symbol,
        ILocalFunctionOperation inner => inner.Symbol,
        _ => member,
    });

    /// <summary>The body's graph; null for a lambda in code that the compiler leaves out.</summary>
    public static ControlFlowGraph? GraphOf(IOperation function, OperationAnalysisContext context)
    {
        if (function.Parent is null)
            return context.GetControlFlowGraph();
        if (GraphOf(Around(function), context) is not { } around)
            return null;
        if (function is ILocalFunctionOperation local)
            return around.GetLocalFunctionControlFlowGraphInScope(local.Symbol, context.CancellationToken);
        return Find((IAnonymousFunctionOperation)function, around) is { } lambda
            ? around.GetAnonymousFunctionControlFlowGraphInScope(lambda, context.CancellationToken)
            : null;
    }

    private static IFlowAnonymousFunctionOperation? Find(IAnonymousFunctionOperation lambda, ControlFlowGraph graph) =>
        graph.Blocks.SelectMany(block => block.BranchValue is { } value ? block.Operations.Add(value) : block.Operations)
            .SelectMany(operation => operation.DescendantsAndSelf())
            .OfType<IFlowAnonymousFunctionOperation>()
            .FirstOrDefault(candidate => SymbolEqualityComparer.Default.Equals(candidate.Symbol, lambda.Symbol));
}
