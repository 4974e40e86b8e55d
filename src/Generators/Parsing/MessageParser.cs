// SPDX-License-Identifier: MIT
using Ikc.Generators.Analysis;
using Ikc.Generators.Model;
using Microsoft.CodeAnalysis;

namespace Ikc.Generators.Parsing;

/// <summary>
/// Decides how the types are coded that cross as MessagePack values, in the forms that MessagePack's own standard resolver writes. One
/// contract's formatters, each type once.
/// </summary>
internal sealed class MessageParser(Compilation compilation)
{
    private const int NestingMax = 32;

    private readonly Dictionary<string, string> _formatters = new(StringComparer.Ordinal);
    private readonly Dictionary<string, MessageSpec?> _specs = new(StringComparer.Ordinal);
    private readonly UniqueNames _names = new([]);
    private int _nesting;

    /// <summary>Formatters of all types that were parsed, ordered by name.</summary>
    public IEnumerable<MessageSpec> Messages =>
        _specs.Values.Where(s => s is not null).Select(s => s!).OrderBy(s => s.Formatter, StringComparer.Ordinal);

    /// <summary>How an argument or a result is coded; null after a finding.</summary>
    public CodecSpec? Parse(ITypeSymbol type, Place place, Findings findings) => Parse(type, new MessageContext(findings, place, holder: null));

    /// <summary>How a value is coded that stands in the context.</summary>
    public CodecSpec? Parse(ITypeSymbol type, MessageContext context)
    {
        string text = TypeNames.Of(type);
        bool allowsNull = type.IsReferenceType && type.NullableAnnotation != NullableAnnotation.NotAnnotated;
        if (type.TypeKind == TypeKind.Error)
            return context.FailSilently();
        if (Leaf(type) is { } leaf)
            return leaf with { Type = text, IsReference = type.IsReferenceType, AllowsNull = allowsNull };
        if (Unsupported.Find(type) is { } unsupported)
            return context.Fail(unsupported.Rule, type, (string)unsupported.Arguments[unsupported.Arguments.Length - 1]);
        if (!Accessible.IsAccessible(type, compilation))
            return context.Fail(Rules.InaccessibleType, type, "generated code cannot reach it; make it internal or public");
        if (type is INamedTypeSymbol { EnumUnderlyingType: { } underlying })
            return new CodecSpec(CodecKind.Enum, text, TypeNames.Plain(underlying)) { Inner = Leaf(underlying) };
        if (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable)
        {
            return Parse(nullable.TypeArguments[0], context) is not { } inner ? null
                : new CodecSpec(CodecKind.Nullable, text, "") { Inner = inner, AllowsNull = true };
        }

        return Formatter(type, context) is not { } formatter ? null
            : new CodecSpec(CodecKind.Formatter, text, formatter) { IsReference = type.IsReferenceType, AllowsNull = allowsNull };
    }

    /// <summary>Values that MessagePack's reader and writer, or its formatters of framework types, code by themselves.</summary>
    private static CodecSpec? Leaf(ITypeSymbol type)
    {
        string text = TypeNames.Plain(type);
        switch (TypeNames.Metadata(type))
        {
            case "System.Boolean" or "System.Char" or "System.SByte" or "System.Byte" or "System.Int16" or "System.UInt16" or "System.Int32"
                or "System.UInt32" or "System.Int64" or "System.UInt64" or "System.Single" or "System.Double" or "System.String"
                or "System.DateTime":
                return new CodecSpec(CodecKind.Reader, text, type.Name);
            case "System.Guid" or "System.Decimal" or "System.DateTimeOffset" or "System.TimeSpan" or "System.DateOnly" or "System.TimeOnly"
                or "System.Half" or "System.Uri" or "System.Version" or "System.Numerics.BigInteger" or "System.Numerics.Complex":
                return new CodecSpec(CodecKind.Helper, text, type.Name);
            case "System.ReadOnlyMemory`1" or "System.Memory`1"
                when type is INamedTypeSymbol { TypeArguments: [{ SpecialType: SpecialType.System_Byte }] }:
                return new CodecSpec(CodecKind.Reader, text, "Memory");
            default:
                return type is IArrayTypeSymbol { Rank: 1, ElementType.SpecialType: SpecialType.System_Byte }
                    ? new CodecSpec(CodecKind.Reader, text, "Bytes")
                    : null;
        }
    }

    /// <summary>The formatter's name; null after a finding. A type that holds itself has its formatter before it is parsed.</summary>
    private string? Formatter(ITypeSymbol type, MessageContext context)
    {
        string key = TypeNames.Plain(type);
        if (_formatters.TryGetValue(key, out string? known))
            return _specs.TryGetValue(key, out MessageSpec? done) && done is null ? null : known;
        if (_nesting >= NestingMax)
        {
            _ = context.Fail(Rules.UnsupportedType, type, "its types nest without end; use fewer type arguments");
            return null;
        }

        string name = _names.Take(MessageTypeNames.Of(type) + "Formatter");
        _formatters.Add(key, name);
        _nesting++;
        MessageSpec? spec = Collections.Parse(type, name, this, context) ?? Object(type, name, context);
        _nesting--;
        if (context.IsCollectionFailed)
        {
            // Neither collection nor object: what was found belongs to this use alone.
            context.IsCollectionFailed = false;
            _formatters.Remove(key);
            return null;
        }

        _specs.Add(key, spec);
        return spec is null ? null : name;
    }

    private MessageSpec? Object(ITypeSymbol type, string name, MessageContext context)
    {
        if (context.IsCollectionFailed)
            return null;
        if (type is INamedTypeSymbol named)
        {
            if (Attributes.Has(named, MessageAttributes.Formatter))
                return Refuse(Rules.UnsupportedType, "it has a formatter of its own; pass what the formatter writes");
            if (named.IsAbstract && Attributes.Has(named, MessageAttributes.Union))
                return new UnionParser(this, context.Findings).Parse(named, name);
            if (Attributes.Has(named, MessageAttributes.Object))
                return new ObjectParser(this, compilation, context.Findings).Parse(named, name);
            if (named.IsAbstract)
                return Refuse(Rules.UnsupportedType, "it is abstract; name its cases with [Union], or use a class");
            if (StructParser.IsFixedStruct(named))
                return Refuse(Rules.UnsupportedType, "it has a fixed layout only; mark it with [MessagePackObject] too");
            if (!named.DeclaringSyntaxReferences.IsEmpty)
                return Refuse(named.IsValueType ? Rules.StructNotMarked : Rules.ClassNotMarked, "mark it with [MessagePackObject]");
        }

        return Refuse(Rules.UnsupportedType, "it has no form on the wire; use a [MessagePackObject] type of your own");

        MessageSpec? Refuse(DiagnosticDescriptor rule, string why)
        {
            _ = context.Fail(rule, type, why);
            context.IsCollectionFailed = true;
            return null;
        }
    }
}
