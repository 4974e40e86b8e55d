// SPDX-License-Identifier: MIT
using Ikc.Generators.Analysis;
using Ikc.Generators.Model;
using Microsoft.CodeAnalysis;

namespace Ikc.Generators.Parsing;

/// <summary>Decides how an argument or a result stands in a payload.</summary>
internal sealed class WireParser(Compilation compilation, Findings findings, MessageParser messages, Dictionary<string, int> layouts)
{
    private readonly StructParser _structs = new(compilation, findings);
    private readonly Callbacks _callbacks = new(compilation, findings);

    /// <summary>The form of a whole parameter or result, which may be a stream or a callback; null after a finding.</summary>
    public WireSpec? ParseWhole(ITypeSymbol type, Place place, WirePosition position)
    {
        if (Callbacks.IsContract(type) && position is WirePosition.Argument or WirePosition.AsyncArgument)
            return _callbacks.Parse(type, place);
        if (Streams.Item(type) is not { } itemType)
            return Parse(type, place, position);
        return Parse(itemType, place, WirePosition.Item) is not { } item ? null
            : new WireSpec(WireKind.Stream, TypeNames.Of(type), "stream<" + item.Shape + ">") { Items = new EquatableArray<WireSpec>([item]) };
    }

    /// <summary>The type's form; null after a finding.</summary>
    public WireSpec? Parse(ITypeSymbol type, Place place, WirePosition position)
    {
        if (!IsUsable(type, place))
            return null;
        if (Blocks.Of(type, out ITypeSymbol element) is { } block)
            return Block(type, element, block, place, position);
        if (type.SpecialType == SpecialType.System_String)
            return new WireSpec(WireKind.String, TypeNames.Of(type), "str") { AllowsNull = AllowsNull(type) };
        if (IsConstant(type))
            return Constant(type, place);
        if (IsMarkable(type))
            return Fail(Rules.StructNotMarked, place, TypeNames.Short(type));

        if (messages.Parse(type, place, findings) is not { } codec)
        {
            findings.AddSilently();
            return null;
        }

        return new WireSpec(WireKind.Message, TypeNames.Of(type), "msg") { AllowsNull = codec.AllowsNull, Codec = codec };
    }

    private static bool AllowsNull(ITypeSymbol type) => type.NullableAnnotation != NullableAnnotation.NotAnnotated;

    /// <summary>Whether the type's payload has one size, whatever the value.</summary>
    private static bool IsConstant(ITypeSymbol type) =>
        FixedTypes.TryGetPlain(type, out _) || FixedTypes.TryGetValidated(type, out _) || StructParser.IsFixedStruct(type)
        || type is INamedTypeSymbol named && (
            (named.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T && IsConstant(named.TypeArguments[0]))
            || (named.IsTupleType && named.TupleElements.Length >= 2 && named.TupleElements.All(e => IsConstant(e.Type))));

    /// <summary>A struct of the user's own (or a nullable one) that only lacks its mark.</summary>
    private static bool IsMarkable(ITypeSymbol type)
    {
        ITypeSymbol plain = type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable
            ? nullable.TypeArguments[0]
            : type;
        return plain is INamedTypeSymbol { TypeKind: TypeKind.Struct, IsTupleType: false, IsRefLikeType: false, SpecialType: SpecialType.None }
            && !plain.DeclaringSyntaxReferences.IsEmpty
            && !Attributes.Has(plain, MessageAttributes.Object);
    }

    private bool IsUsable(ITypeSymbol type, Place place)
    {
        if (type.TypeKind == TypeKind.Error)
        {
            findings.AddSilently();
            return false;
        }

        if (Unsupported.Find(type) is var (rule, arguments))
        {
            findings.Add(rule, place, arguments);
            return false;
        }

        if (!Accessible.IsAccessible(type, compilation))
        {
            findings.Add(Rules.InaccessibleType, place, TypeNames.Short(type));
            return false;
        }

        return true;
    }

    private WireSpec? Constant(ITypeSymbol type, Place place)
    {
        if (FixedTypes.TryGetPlain(type, out FixedType plain))
            return new WireSpec(WireKind.Fixed, TypeNames.Plain(type), plain.Shape) { SizeBytes = plain.SizeBytes };
        if (FixedTypes.TryGetValidated(type, out FixedType validated))
        {
            return new WireSpec(WireKind.Validated, TypeNames.Plain(type), validated.Shape)
            {
                SizeBytes = validated.SizeBytes,
                Method = type.Name,
            };
        }

        INamedTypeSymbol named = (INamedTypeSymbol)type;
        if (named.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T)
        {
            return Constant(named.TypeArguments[0], place) is not { } value ? null
                : new WireSpec(WireKind.Nullable, TypeNames.Plain(type), value.Shape + "?")
                {
                    SizeBytes = 1 + value.SizeBytes,
                    Items = new EquatableArray<WireSpec>([value]),
                };
        }

        if (!named.IsTupleType)
            return Struct(named, place) is not { } layout ? null
                : new WireSpec(WireKind.Fixed, TypeNames.Plain(type), layout.Shape) { SizeBytes = layout.SizeBytes };

        List<WireSpec> items = [];
        foreach (IFieldSymbol field in named.TupleElements)
        {
            if (!IsUsable(field.Type, place) || Constant(field.Type, place) is not { } item)
                return null;
            items.Add(item);
        }

        return new WireSpec(WireKind.Tuple, TypeNames.Plain(type), "(" + string.Join(",", items.Select(i => i.Shape)) + ")")
        {
            SizeBytes = items.Sum(i => i.SizeBytes),
            Items = new EquatableArray<WireSpec>([.. items]),
        };
    }

    private StructLayout? Struct(INamedTypeSymbol type, Place place)
    {
        StructLayout? layout = _structs.Parse(type, place);
        if (layout is null)
            findings.AddSilently();
        else
            layouts[TypeNames.Plain(type)] = layout.SizeBytes;
        return layout;
    }

    private WireSpec? Block(ITypeSymbol type, ITypeSymbol element, WireKind kind, Place place, WirePosition position)
    {
        string name = TypeNames.Short(type);
        string elementName = TypeNames.Short(element);
        if (kind == WireKind.Lease && position is WirePosition.Argument or WirePosition.AsyncArgument)
            kind = WireKind.LeasedArgument; // where it may stand among the others, its method decides
        else if (kind == WireKind.Lease && position != WirePosition.Result)
            return Fail(Rules.LeaseMisplaced, place, name, elementName);
        if (kind == WireKind.Span)
        {
            if (position is WirePosition.Result or WirePosition.Item || type.Name == "Span")
                return Fail(Rules.SpanMisplaced, place, name, elementName);
            if (position == WirePosition.AsyncArgument)
                return Fail(Rules.SpanOnAsync, place, name, elementName);
        }

        string shape;
        int elementBytes;
        if (!IsUsable(element, place))
            return null;
        if (FixedTypes.TryGetPlain(element, out FixedType plain))
        {
            (shape, elementBytes) = (plain.Shape, plain.SizeBytes);
        }
        else if (StructParser.IsFixedStruct(element))
        {
            if (Struct((INamedTypeSymbol)element, place) is not { } layout)
                return null;
            (shape, elementBytes) = (layout.Shape, layout.SizeBytes);
        }
        else if (IsMarkable(element))
        {
            return Fail(Rules.StructNotMarked, place, elementName);
        }
        else
        {
            return Fail(Rules.BadElement, place, elementName, name, elementName + "[]");
        }

        return new WireSpec(kind, TypeNames.Of(type), (kind == WireKind.Lease ? "lease<" : "block<") + shape + ">")
        {
            AllowsNull = kind == WireKind.Array && AllowsNull(type),
            ElementType = TypeNames.Plain(element),
            ElementBytes = elementBytes,
            Method = type.Name,
        };
    }

    private WireSpec? Fail(DiagnosticDescriptor rule, Place place, params object[] arguments)
    {
        findings.Add(rule, place, arguments);
        return null;
    }
}
