// SPDX-License-Identifier: MIT
using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using Ikc.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace Ikc.Generators.Frozen;

/// <summary>
/// Holds contracts to what was shipped of them: a file of the project says it, and a change that a peer in use would not understand is an
/// error. A project without the file has shipped nothing yet.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class FrozenSurfaceAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => FrozenRules.All;

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(static start =>
        {
            AdditionalText? source = start.Options.AdditionalFiles.FirstOrDefault(file => Path.GetFileName(file.Path) == FrozenFile.Name);
            if (source?.GetText(start.CancellationToken) is not { } text)
                return;
            FrozenFile file = FrozenFile.Parse(text);
            ConcurrentDictionary<string, bool> present = new(StringComparer.Ordinal);
            start.RegisterSymbolAction(
                symbol =>
                {
                    INamedTypeSymbol type = (INamedTypeSymbol)symbol.Symbol;
                    if (FrozenContract.IdOf(type) is not { } id)
                        return;
                    present[id] = true;
                    if (FrozenContract.Of(type, symbol.Compilation, symbol.CancellationToken) is { } contract)
                        Compare(type, contract, file, symbol.ReportDiagnostic);
                },
                SymbolKind.NamedType);
            start.RegisterCompilationEndAction(end =>
            {
                foreach ((TextSpan place, string what) in file.Problems)
                    end.ReportDiagnostic(Diagnostic.Create(FrozenRules.Unreadable, LocationOf(source, text, place), what));
                foreach (KeyValuePair<string, TextSpan> shipped in file.Places.Where(shipped => !present.ContainsKey(shipped.Key)))
                    end.ReportDiagnostic(Diagnostic.Create(FrozenRules.ContractGone, LocationOf(source, text, shipped.Value), shipped.Key));
            });
        });
    }

    private static void Compare(INamedTypeSymbol type, FrozenContract contract, FrozenFile file, Action<Diagnostic> report)
    {
        if (!file.Contracts.TryGetValue(contract.Id, out SortedDictionary<int, FrozenMethod>? shipped))
        {
            report(Diagnostic.Create(FrozenRules.OutOfDate, type.Locations[0], $"The contract '{type.Name}' is new"));
            return;
        }

        foreach (IMethodSymbol method in type.GetMembers().OfType<IMethodSymbol>())
        {
            int id = MethodIds.Given(method);
            if (contract.Methods.TryGetValue(id, out FrozenMethod? now) && !now.IsReserved)
                CompareMethod(method, id, now, shipped, report);
        }

        foreach (KeyValuePair<int, FrozenMethod> before in shipped)
        {
            if (!contract.Methods.TryGetValue(before.Key, out FrozenMethod? now))
                ReportRemoved(type, before, report);
            else if (now.IsReserved && !before.Value.IsReserved)
                report(Diagnostic.Create(FrozenRules.OutOfDate, type.Locations[0], $"The id {Text(before.Key)} of '{type.Name}' is reserved now"));
        }
    }

    private static void CompareMethod(
        IMethodSymbol method, int id, FrozenMethod now, SortedDictionary<int, FrozenMethod> shipped, Action<Diagnostic> report)
    {
        Location place = method.Locations[0];
        if (!shipped.TryGetValue(id, out FrozenMethod? before))
            report(Diagnostic.Create(FrozenRules.OutOfDate, place, $"The method '{method.Name}' is new"));
        else if (before.IsReserved)
            report(Diagnostic.Create(FrozenRules.Reused, place, Text(id), method.Name, Text(shipped.Keys.Last() + 1)));
        else if (before.Shape != now.Shape)
            report(Diagnostic.Create(FrozenRules.Changed, place, method.Name, before.Shape, now.Shape));
        else if (before.Name != now.Name)
            report(Diagnostic.Create(FrozenRules.OutOfDate, place, $"The method '{method.Name}' was shipped as '{before.Name}', which callers' sources name"));
    }

    private static void ReportRemoved(INamedTypeSymbol type, KeyValuePair<int, FrozenMethod> before, Action<Diagnostic> report)
    {
        string id = Text(before.Key);
        ImmutableDictionary<string, string?> properties = ImmutableDictionary<string, string?>.Empty.Add(FrozenRules.IdProperty, id);
        string name = before.Value.IsReserved ? "a method that is gone" : before.Value.Name;
        report(Diagnostic.Create(FrozenRules.Removed, type.Locations[0], properties, id, name, type.Name));
    }

    private static Location LocationOf(AdditionalText file, SourceText text, TextSpan place) =>
        Location.Create(file.Path, place, text.Lines.GetLinePositionSpan(place));

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
