// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Ikc.Generators.Usage;

/// <summary>
/// Says where a lease is lost, or used too late. It speaks only of what it sees whole: who is handed a lease is trusted to dispose it.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LeaseAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics =>
        [UsageRules.NotDisposed, UsageRules.ThrownAway, UsageRules.KeptForEver, UsageRules.UsedAfterDispose];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(static start =>
        {
            LeaseTypes types = new(start.Compilation);
            if (types.IsEmpty)
                return;
            start.RegisterOperationAction(operation => CheckSource(operation, types), OperationKind.Invocation, OperationKind.Await);
            start.RegisterOperationAction(operation => DisposedLease.Check(operation, types), OperationKind.Invocation);
            start.RegisterSymbolStartAction(type => StoredLeases.Watch(type, types), SymbolKind.NamedType);
        });
    }

    private static void CheckSource(OperationAnalysisContext context, LeaseTypes types)
    {
        IOperation source = context.Operation;
        if (!types.IsGiving(source))
            return;
        (IOperation? consumer, IOperation operand) = LeaseFlow.Follow(source, types);
        bool isFirst = operand == source || LeaseFlow.SourcesOf(operand, types).First() == source; // of a choice between several
        switch (consumer)
        {
            case IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declarator } when isFirst && !LocalLease.IsUsing(declarator):
                LocalLease.Check(context, types, declarator.Symbol, declarator, declarator.Symbol.Locations[0]);
                break;
            case ISimpleAssignmentOperation { Target: ILocalReferenceOperation target, Parent: IExpressionStatementOperation } assignment when isFirst:
                LocalLease.Check(context, types, target.Local, assignment, target.Syntax.GetLocation());
                break;
            case IExpressionStatementOperation or ISimpleAssignmentOperation { Target: IDiscardOperation }:
            case IPropertyReferenceOperation property when property.Instance == operand:
                context.ReportDiagnostic(Diagnostic.Create(UsageRules.ThrownAway, source.Syntax.GetLocation(), CalledIn(source)));
                break;
        }
    }

    /// <summary>The method that the lease comes from, as its caller would name it.</summary>
    private static string CalledIn(IOperation source)
    {
        IOperation? call = source is IAwaitOperation await ? await.Operation : source;
        while (call is IInvocationOperation { TargetMethod.Name: "ConfigureAwait" or "AsTask", Instance: { } inner })
            call = inner;
        return call is IInvocationOperation { TargetMethod.Name: var name } ? name : "await";
    }
}
