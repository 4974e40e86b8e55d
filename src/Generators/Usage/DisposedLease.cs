// SPDX-License-Identifier: MIT
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Ikc.Generators.Usage;

/// <summary>A lease that is disposed by a statement; what the statements after it do with it.</summary>
internal static class DisposedLease
{
    /// <summary>Reports what uses the lease after the call, in the same block or deeper, up to where the variable gets another one.</summary>
    public static void Check(OperationAnalysisContext context, LeaseTypes types)
    {
        var call = (IInvocationOperation)context.Operation;
        if (call is not { TargetMethod.Name: "Dispose", Parent: IExpressionStatementOperation { Parent: IBlockOperation block } statement }
            || !types.IsLease(call.Instance?.Type) || VariableOf(call.Instance!) is not { } variable)
        {
            return;
        }

        foreach (IOperation later in block.Operations.SkipWhile(operation => operation != statement).Skip(1))
        {
            if (later is ILabeledOperation)
                return; // control may come from elsewhere
            bool isAssigned = false;
            foreach (IOperation mention in later.Descendants().Where(operation => SymbolEqualityComparer.Default.Equals(VariableOf(operation), variable)))
            {
                LeaseUse use = LeaseFlow.UseOf(mention, types);
                isAssigned |= use == LeaseUse.Assign;
                if (isAssigned || use == LeaseUse.Look || IsDispose(mention) || Functions.Around(mention) != Functions.Around(call))
                    continue;
                context.ReportDiagnostic(Diagnostic.Create(UsageRules.UsedAfterDispose, mention.Syntax.GetLocation(), variable.Name));
                return;
            }

            if (isAssigned)
                return;
        }
    }

    private static ISymbol? VariableOf(IOperation operation) => operation switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        _ => null,
    };

    private static bool IsDispose(IOperation mention) => mention.Parent is IInvocationOperation { TargetMethod.Name: "Dispose" } call && call.Instance == mention;
}
