// SPDX-License-Identifier: MIT
using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Ikc.Generators.Usage;

/// <summary>
/// Says where a service's method holds a thread that others wait for. Calls of other contracts do not count: nested calls are what the pump
/// hands its role over for. What a method calls is not followed, nor what it starts in a lambda.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class BlockingAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [UsageRules.BlockedPump, UsageRules.BlockedOnTask];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(static start =>
        {
            if (start.Compilation.GetTypeByMetadataName("Ikc.IkcNode") is null)
                return;
            InlineServices inline = new();
            ConcurrentBag<(INamedTypeSymbol Service, Diagnostic Finding)> candidates = [];
            start.RegisterOperationAction(operation => inline.Look((IInvocationOperation)operation.Operation), OperationKind.Invocation);
            start.RegisterOperationAction(operation => Check(operation, candidates), OperationKind.Invocation, OperationKind.PropertyReference);
            // How a service is served stands elsewhere in the project.
            start.RegisterCompilationEndAction(end =>
            {
                foreach ((INamedTypeSymbol service, Diagnostic finding) in candidates.Where(candidate => inline.Contain(candidate.Service)))
                    end.ReportDiagnostic(finding);
            });
        });
    }

    private static void Check(OperationAnalysisContext context, ConcurrentBag<(INamedTypeSymbol Service, Diagnostic Finding)> candidates)
    {
        IOperation operation = context.Operation;
        if (!BlockingCalls.IsBlocking(operation, out bool isOnTask) || context.ContainingSymbol is not IMethodSymbol method
            || Functions.Around(operation).Parent is not null || ServiceMethods.Implemented(method) is not { } implemented)
        {
            return;
        }

        string call = BlockingCalls.NameOf(operation);
        string name = implemented.ContainingType.Name + "." + implemented.Name;
        Location place = operation.Syntax.GetLocation();
        if (isOnTask && ServiceMethods.IsSynchronous(implemented))
            context.ReportDiagnostic(Diagnostic.Create(UsageRules.BlockedOnTask, place, call, name));
        else
            candidates.Add((method.ContainingType, Diagnostic.Create(UsageRules.BlockedPump, place, call, name)));
    }
}
