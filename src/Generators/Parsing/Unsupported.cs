// SPDX-License-Identifier: MIT
using Ikc.Generators.Analysis;
using Microsoft.CodeAnalysis;

namespace Ikc.Generators.Parsing;

/// <summary>Types that can never cross, each with its way out.</summary>
internal static class Unsupported
{
    /// <summary>The rule that the type breaks and what its message says; null for all other types.</summary>
    public static (DiagnosticDescriptor Rule, object[] Arguments)? Find(ITypeSymbol type)
    {
        if (Streams.IsStream(type))
            return (Rules.StreamMisplaced, [TypeNames.Short(type)]);
        if (Callbacks.IsContract(type))
            return (Rules.CallbackMisplaced, [TypeNames.Short(type), "it is a contract, whose object stays where it is; make it a whole parameter of the method"]);
        return Why(type) is { } why ? (Rules.UnsupportedType, [TypeNames.Short(type), why]) : null;
    }

    private static string? Why(ITypeSymbol type) => type switch
    {
        { TypeKind: TypeKind.Dynamic } or { SpecialType: SpecialType.System_Object } =>
            "its content is not known at compile time; declare a [MessagePackObject] type or a union",
        { SpecialType: SpecialType.System_IntPtr or SpecialType.System_UIntPtr } => "its size and meaning are this process's; use long",
        { TypeKind: TypeKind.Pointer or TypeKind.FunctionPointer } => "an address means nothing to the other side; use ReadOnlySpan or an offset",
        { TypeKind: TypeKind.Delegate } => "code cannot cross; declare a contract for it, and make that the parameter",
        IArrayTypeSymbol { Rank: > 1 } => "an array of several dimensions has no form on the wire; use an array of arrays",
        { SpecialType: not SpecialType.None, IsRefLikeType: false } => null,
        INamedTypeSymbol when TypeNames.Metadata(type) is "System.Threading.Tasks.Task" or "System.Threading.Tasks.Task`1"
            or "System.Threading.Tasks.ValueTask" or "System.Threading.Tasks.ValueTask`1" =>
            "work in progress cannot cross; pass its result",
        INamedTypeSymbol when IsOrDerives(type, "System.IO.Stream") => "a stream lives in its process; pass its content in ReadOnlyMemory<byte> pages",
        INamedTypeSymbol when IsOrDerives(type, "System.Exception") =>
            "an exception lives in its process; throw it, or pass a [MessagePackObject] type that describes it",
        { IsRefLikeType: true } when TypeNames.Metadata(type) is not ("System.ReadOnlySpan`1" or "System.Span`1") =>
            "a ref struct lives on a stack; use an [IkcStruct] or ReadOnlySpan",
        INamedTypeSymbol when TypeNames.Is(type, "System.Threading.CancellationToken") => "a token is a parameter of its own; make it the last one",
        _ => null,
    };

    private static bool IsOrDerives(ITypeSymbol type, string ancestor)
    {
        for (ITypeSymbol? current = type; current is not null; current = current.BaseType)
        {
            if (TypeNames.Is(current, ancestor))
                return true;
        }

        return false;
    }
}
