// SPDX-License-Identifier: MIT
using System.Collections.Concurrent;
using Ikc.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Ikc.Generators.Usage;

/// <summary>The classes whose objects are seen to be called on the pump: served with the concurrency Inline, or lent as callbacks.</summary>
internal sealed class InlineServices
{
    private readonly ConcurrentDictionary<INamedTypeSymbol, bool> _types = new(SymbolEqualityComparer.Default);

    /// <summary>Takes note of a call that serves an object or passes one as a contract.</summary>
    public void Look(IInvocationOperation call)
    {
        IMethodSymbol method = call.TargetMethod;
        if (method.Name == "Serve" && TypeNames.Metadata(method.ContainingType) == "Ikc.IkcNode")
        {
            IOperation? options = call.Arguments.FirstOrDefault(argument => argument.Parameter?.Name == "options")?.Value;
            if (IsInline(options))
                Add(call.Arguments.FirstOrDefault(argument => argument.Parameter?.Name == "service"));
        }
        else if (method.ContainingType?.TypeKind == TypeKind.Interface && Callbacks.IsContract(method.ContainingType))
        {
            foreach (IArgumentOperation argument in call.Arguments.Where(argument => argument.Parameter is { } parameter && Callbacks.IsContract(parameter.Type)))
                Add(argument);
        }
    }

    /// <summary>Whether objects of the class, or of one derived from it, are among them.</summary>
    public bool Contain(INamedTypeSymbol type) => _types.Keys.Any(served =>
    {
        for (INamedTypeSymbol? current = served; current is not null; current = current.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(current.OriginalDefinition, type.OriginalDefinition))
                return true;
        }

        return false;
    });

    private void Add(IArgumentOperation? service)
    {
        IOperation? value = service?.Value;
        while (value is IConversionOperation conversion)
            value = conversion.Operand;
        if (value?.Type is INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct } type)
            _types[type] = true;
    }

    /// <summary>Whether the options, as they are written there, leave the concurrency at Inline. Options that come from elsewhere may say anything.</summary>
    private static bool IsInline(IOperation? options)
    {
        while (options is IConversionOperation conversion)
            options = conversion.Operand;
        if (options is null or IDefaultValueOperation or { ConstantValue: { HasValue: true, Value: null } })
            return true;
        if (options is not IObjectCreationOperation creation)
            return false;
        ISimpleAssignmentOperation? concurrency = creation.Initializer?.Initializers.OfType<ISimpleAssignmentOperation>()
            .FirstOrDefault(assignment => assignment.Target is IPropertyReferenceOperation { Property.Name: "Concurrency" });
        return concurrency is null || concurrency.Value.ConstantValue is { HasValue: true, Value: 0 };
    }
}
