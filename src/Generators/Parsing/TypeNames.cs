// SPDX-License-Identifier: MIT
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Ikc.Generators.Parsing;

/// <summary>
/// Types as C# text for generated code: <c>global::</c>, nullable annotations, keywords escaped. What was declared without nullable
/// annotations counts as nullable, since nothing says that it is not.
/// </summary>
internal static class TypeNames
{
    /// <summary>The type with its own annotation.</summary>
    public static string Of(ITypeSymbol type) =>
        type.IsReferenceType && type.NullableAnnotation != NullableAnnotation.NotAnnotated ? Plain(type) + "?" : Plain(type);

    /// <summary>The type without an annotation of its own; those of its arguments stay.</summary>
    public static string Plain(ITypeSymbol type)
    {
        switch (type)
        {
            case IArrayTypeSymbol array:
                return Of(array.ElementType) + "[" + new string(',', array.Rank - 1) + "]";
            case IPointerTypeSymbol pointer:
                return Plain(pointer.PointedAtType) + "*";
            case INamedTypeSymbol named:
                return Keyword(named.SpecialType) ?? Named(named);
            default:
                return type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);
        }
    }

    /// <summary>Namespace and names without type arguments, such as <c>System.Collections.Generic.List`1</c>; for comparison.</summary>
    public static string Metadata(ITypeSymbol type)
    {
        INamedTypeSymbol? outer = type.ContainingType;
        return (outer is not null ? Metadata(outer) + "+" : Prefix(type.ContainingNamespace)) + type.MetadataName;
    }

    /// <summary>Whether <see cref="Metadata"/> of the type is this, found without making a text: this is asked for every attribute of a project.</summary>
    public static bool Is(ITypeSymbol type, string metadataName)
    {
        ISymbol current = type;
        for (int end = metadataName.Length; ;)
        {
            int start = end - current.MetadataName.Length;
            if (start < 0 || string.CompareOrdinal(metadataName, start, current.MetadataName, 0, current.MetadataName.Length) != 0)
                return false;
            ISymbol? outer = current.ContainingType ?? (ISymbol?)current.ContainingNamespace;
            if (outer is null or INamespaceSymbol { IsGlobalNamespace: true })
                return start == 0;
            if (start == 0 || metadataName[start - 1] != (outer is INamespaceSymbol ? '.' : '+'))
                return false;
            (current, end) = (outer, start - 1);
        }
    }

    /// <summary>Whether the type is one of the namespace System itself.</summary>
    public static bool IsInSystem(ITypeSymbol type) =>
        type is { ContainingType: null, ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } };

    /// <summary>Short form for messages.</summary>
    public static string Short(ISymbol symbol) => symbol.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat);

    public static string Escape(string name) =>
        SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None || SyntaxFacts.GetContextualKeywordKind(name) != SyntaxKind.None ? "@" + name : name;

    public static string Namespace(INamespaceSymbol? space) =>
        space is null or { IsGlobalNamespace: true } ? ""
        : space.ContainingNamespace is { IsGlobalNamespace: false } outer ? Namespace(outer) + "." + Escape(space.Name)
        : Escape(space.Name);

    private static string Prefix(INamespaceSymbol? space) =>
        space is null or { IsGlobalNamespace: true } ? "" : Prefix(space.ContainingNamespace) + space.Name + ".";

    private static string Named(INamedTypeSymbol type)
    {
        if (type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T)
            return Of(type.TypeArguments[0]) + "?";
        if (type.IsTupleType && type.TupleElements.Length >= 2)
            return "(" + string.Join(", ", type.TupleElements.Select(TupleElement)) + ")";

        string space = Namespace(type.ContainingNamespace);
        string prefix = type.ContainingType is { } outer ? Named(outer) + "." : space.Length > 0 ? "global::" + space + "." : "global::";
        string name = prefix + Escape(type.Name);
        return type.TypeArguments.Length == 0 ? name : name + "<" + string.Join(", ", type.TypeArguments.Select((a, i) => Argument(a, type.TypeParameters[i]))) + ">";
    }

    /// <summary>What was declared without annotations is not null where the type parameter forbids it.</summary>
    private static string Argument(ITypeSymbol argument, ITypeParameterSymbol parameter) =>
        argument.NullableAnnotation == NullableAnnotation.None
            && (parameter.HasNotNullConstraint
                || (parameter.HasReferenceTypeConstraint && parameter.ReferenceTypeConstraintNullableAnnotation != NullableAnnotation.Annotated))
            ? Plain(argument)
            : Of(argument);

    private static string TupleElement(IFieldSymbol element) =>
        element.IsExplicitlyNamedTupleElement ? Of(element.Type) + " " + Escape(element.Name) : Of(element.Type);

    private static string? Keyword(SpecialType type) => type switch
    {
        SpecialType.System_Void => "void",
        SpecialType.System_Object => "object",
        SpecialType.System_Boolean => "bool",
        SpecialType.System_Char => "char",
        SpecialType.System_SByte => "sbyte",
        SpecialType.System_Byte => "byte",
        SpecialType.System_Int16 => "short",
        SpecialType.System_UInt16 => "ushort",
        SpecialType.System_Int32 => "int",
        SpecialType.System_UInt32 => "uint",
        SpecialType.System_Int64 => "long",
        SpecialType.System_UInt64 => "ulong",
        SpecialType.System_Single => "float",
        SpecialType.System_Double => "double",
        SpecialType.System_Decimal => "decimal",
        SpecialType.System_String => "string",
        _ => null,
    };
}
