// SPDX-License-Identifier: MIT
using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using Ikc.Generators.Analysis;
using Ikc.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using MethodKind = Microsoft.CodeAnalysis.MethodKind;

namespace Ikc.Generators;

/// <summary>Says where a contract breaks a rule, and what to do. It asks the generator's own parser, so the two never disagree.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class IkcAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => Rules.All;

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(static start =>
        {
            // A struct or message that several contracts use is reported once.
            ConcurrentDictionary<(string Id, Location Place, string Text), bool> reported = new();
            ConcurrentBag<(string Id, INamedTypeSymbol Contract)> contracts = [];
            start.RegisterSymbolAction(symbol => AnalyzeType(symbol, reported, contracts), SymbolKind.NamedType);
            start.RegisterSymbolAction(AnalyzeMethod, SymbolKind.Method);
            start.RegisterCompilationEndAction(end => ReportSameIds(end, contracts));
        });
    }

    private static void AnalyzeType(
        SymbolAnalysisContext context,
        ConcurrentDictionary<(string Id, Location Place, string Text), bool> reported,
        ConcurrentBag<(string Id, INamedTypeSymbol Contract)> contracts)
    {
        INamedTypeSymbol type = (INamedTypeSymbol)context.Symbol;
        Findings findings = new(finding =>
        {
            if (reported.TryAdd((finding.Id, finding.Location, finding.GetMessage(CultureInfo.InvariantCulture)), true))
                context.ReportDiagnostic(finding);
        });
        if (type.TypeKind == TypeKind.Interface && Attributes.Find(type, Attributes.Contract) is { } attribute)
        {
            contracts.Add((Attributes.Argument(attribute, ""), type));
            _ = new ContractParser(context.Compilation, findings, context.CancellationToken).Parse(type);
        }
        else if (StructParser.IsFixedStruct(type))
        {
            _ = new StructParser(context.Compilation, findings).Parse(type, new Place(type));
        }
    }

    private static void AnalyzeMethod(SymbolAnalysisContext context)
    {
        IMethodSymbol method = (IMethodSymbol)context.Symbol;
        if (!Attributes.Has(method, Attributes.Method))
            return;
        bool isInContract = method.ContainingType.TypeKind == TypeKind.Interface && Attributes.Has(method.ContainingType, Attributes.Contract);
        bool isCallable = method.MethodKind == MethodKind.Ordinary
            && (method.IsAbstract || (method.IsVirtual && method.DeclaredAccessibility == Accessibility.Public));
        if (!isInContract || !isCallable)
            new Findings(context.ReportDiagnostic).Add(Rules.NotCallable, new Place(method), method.Name);
    }

    private static void ReportSameIds(CompilationAnalysisContext context, ConcurrentBag<(string Id, INamedTypeSymbol Contract)> contracts)
    {
        Findings findings = new(context.ReportDiagnostic);
        foreach (IGrouping<string, (string Id, INamedTypeSymbol Contract)> same in contracts.GroupBy(c => c.Id, StringComparer.Ordinal))
        {
            INamedTypeSymbol[] all = [.. same.Select(c => c.Contract).OrderBy(TypeNames.Plain, StringComparer.Ordinal)];
            foreach (INamedTypeSymbol other in all.Skip(1))
                findings.Add(Rules.DuplicateContractId, new Place(other), same.Key, TypeNames.Short(all[0]));
        }
    }
}
