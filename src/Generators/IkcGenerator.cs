// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using System.Text;
using Ikc.Generators.Analysis;
using Ikc.Generators.Emit;
using Ikc.Generators.Model;
using Ikc.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Ikc.Generators;

/// <summary>
/// Makes a client, a dispatcher and a definition of every contract, and publishes the layouts of fixed structs. A contract that breaks a
/// rule gets nothing: the analyzer says why.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class IkcGenerator : IIncrementalGenerator
{
    internal const string ContractStep = "Ikc.Contract";
    internal const string StructStep = "Ikc.Struct";
    internal const string LayoutsStep = "Ikc.Layouts";

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValuesProvider<ContractSpec> contracts = context.SyntaxProvider
            .ForAttributeWithMetadataName(Attributes.Contract, static (node, _) => node is InterfaceDeclarationSyntax, ParseContract)
            .Where(static contract => contract is not null)
            .WithTrackingName(ContractStep)!;
        IncrementalValueProvider<HintNames> names = contracts.Collect().Select(static (all, _) => HintNames.Give(all));
        context.RegisterSourceOutput(contracts.Combine(names), static (output, pair) =>
            Add(output, pair.Right.Of(pair.Left), ContractEmitter.Emit(pair.Left)));

        IncrementalValueProvider<LayoutsSpec> layouts = context.SyntaxProvider
            .ForAttributeWithMetadataName(Attributes.Struct, static (node, _) => node is TypeDeclarationSyntax, ParseStruct)
            .Where(static layout => layout is not null)
            .WithTrackingName(StructStep)
            .Collect()
            .Select(static (all, _) => Order(all!))
            .WithTrackingName(LayoutsStep);
        context.RegisterSourceOutput(layouts, static (output, all) =>
        {
            if (all.Structs.Count > 0)
                Add(output, HintNames.Layouts, LayoutsEmitter.Emit(all));
        });
    }

    private static ContractSpec? ParseContract(GeneratorAttributeSyntaxContext context, CancellationToken cancellationToken)
    {
        if (context.TargetSymbol is not INamedTypeSymbol contract || !IsFirst(context))
            return null;
        return new ContractParser(context.SemanticModel.Compilation, new Findings(), cancellationToken).Parse(contract);
    }

    private static StructSpec? ParseStruct(GeneratorAttributeSyntaxContext context, CancellationToken cancellationToken)
    {
        Compilation compilation = context.SemanticModel.Compilation;
        if (context.TargetSymbol is not INamedTypeSymbol { TypeParameters.Length: 0 } type || !IsFirst(context)
            || !Accessible.IsAccessible(type, compilation))
        {
            return null;
        }

        cancellationToken.ThrowIfCancellationRequested();
        return new StructParser(compilation, new Findings()).Parse(type, new Place(type)) is { } layout
            ? new StructSpec(TypeNames.Plain(type), layout.SizeBytes, layout.Shape)
            : null;
    }

    /// <summary>Whether this is the declaration that the first attribute stands on: one that is written twice by mistake counts once.</summary>
    private static bool IsFirst(GeneratorAttributeSyntaxContext context)
    {
        foreach (AttributeData attribute in context.TargetSymbol.GetAttributes())
        {
            if (SymbolEqualityComparer.Default.Equals(attribute.AttributeClass, context.Attributes[0].AttributeClass))
            {
                return attribute.ApplicationSyntaxReference is { } place && place.SyntaxTree == context.TargetNode.SyntaxTree
                    && context.TargetNode.FullSpan.Contains(place.Span);
            }
        }

        return false;
    }

    private static LayoutsSpec Order(ImmutableArray<StructSpec> all) =>
        new(new EquatableArray<StructSpec>([.. all.OrderBy(s => s.Type, StringComparer.Ordinal)]));

    private static void Add(SourceProductionContext output, string hintName, string text) =>
        output.AddSource(hintName, SourceText.From(text, Encoding.UTF8));
}
