// SPDX-License-Identifier: MIT
using Ikc.Generators.Model;
using Microsoft.CodeAnalysis;

namespace Ikc.Generators.Parsing;

/// <summary>Collections, dictionaries and tuples inside messages.</summary>
internal static class Collections
{
    private const string Generic = "System.Collections.Generic.";
    private const string GlobalGeneric = "global::" + Generic;
    private const string Immutable = "System.Collections.Immutable.";

    /// <summary>Collections of one element type: what they are read into, and the type for it where it is another; the element is <c>{0}</c>.</summary>
    private static readonly Dictionary<string, (CollectionTarget Target, string Type, string Count)> s_lists = new(StringComparer.Ordinal)
    {
        [Generic + "IEnumerable`1"] = (CollectionTarget.Array, "", ""),
        [Generic + "IReadOnlyCollection`1"] = (CollectionTarget.Array, "", "Count"),
        [Generic + "IReadOnlyList`1"] = (CollectionTarget.Array, "", "Count"),
        [Generic + "ICollection`1"] = (CollectionTarget.Add, GlobalGeneric + "List<{0}>", "Count"),
        [Generic + "IList`1"] = (CollectionTarget.Add, GlobalGeneric + "List<{0}>", "Count"),
        [Generic + "List`1"] = (CollectionTarget.Add, GlobalGeneric + "List<{0}>", "Count"),
        [Generic + "HashSet`1"] = (CollectionTarget.Add, GlobalGeneric + "HashSet<{0}>", "Count"),
        [Generic + "ISet`1"] = (CollectionTarget.Add, GlobalGeneric + "HashSet<{0}>", "Count"),
        [Generic + "IReadOnlySet`1"] = (CollectionTarget.Add, GlobalGeneric + "HashSet<{0}>", "Count"),
        [Generic + "SortedSet`1"] = (CollectionTarget.Add, GlobalGeneric + "SortedSet<{0}>", "Count"),
        [Generic + "Queue`1"] = (CollectionTarget.Factory, "new " + GlobalGeneric + "Queue<{0}>", "Count"),
        [Generic + "LinkedList`1"] = (CollectionTarget.Factory, "new " + GlobalGeneric + "LinkedList<{0}>", "Count"),
        ["System.Collections.ObjectModel.Collection`1"] =
            (CollectionTarget.Add, "global::System.Collections.ObjectModel.Collection<{0}>", "Count"),
        ["System.Collections.ObjectModel.ObservableCollection`1"] =
            (CollectionTarget.Add, "global::System.Collections.ObjectModel.ObservableCollection<{0}>", "Count"),
        ["System.Collections.ObjectModel.ReadOnlyCollection`1"] =
            (CollectionTarget.Factory, "new global::System.Collections.ObjectModel.ReadOnlyCollection<{0}>", "Count"),
        [Immutable + "ImmutableList`1"] = (CollectionTarget.Factory, "global::" + Immutable + "ImmutableList.Create<{0}>", "Count"),
        [Immutable + "ImmutableHashSet`1"] = (CollectionTarget.Factory, "global::" + Immutable + "ImmutableHashSet.Create<{0}>", "Count"),
    };

    private static readonly Dictionary<string, string> s_maps = new(StringComparer.Ordinal)
    {
        [Generic + "Dictionary`2"] = "Dictionary",
        [Generic + "IDictionary`2"] = "Dictionary",
        [Generic + "IReadOnlyDictionary`2"] = "Dictionary",
        [Generic + "SortedDictionary`2"] = "SortedDictionary",
        [Generic + "SortedList`2"] = "SortedList",
    };

    /// <summary>The type's formatter; null where it is no collection, or after a finding, which the context tells.</summary>
    public static MessageSpec? Parse(ITypeSymbol type, string formatter, MessageParser parser, MessageContext context)
    {
        if (type is IArrayTypeSymbol { Rank: 1 } array)
            return List(type, array.ElementType, formatter, (CollectionTarget.Array, "", "Length"), parser, context);
        if (type is not INamedTypeSymbol named)
            return null;
        string name = TypeNames.Metadata(type);
        if (named.TypeArguments is [{ } only] && s_lists.TryGetValue(name, out (CollectionTarget, string, string) list))
            return List(type, only, formatter, list, parser, context);
        if (named.TypeArguments is [{ } key, { } value])
        {
            if (s_maps.TryGetValue(name, out string? target))
                return Map(type, key, value, formatter, target, parser, context);
            if (name == Generic + "KeyValuePair`2")
                return Tuple(named, [("Key", key), ("Value", value)], formatter, parser, context);
        }

        if (named.IsTupleType && named.TupleElements.Length is >= 2 and <= 7)
            return Tuple(named, [.. named.TypeArguments.Select(ItemOf)], formatter, parser, context);
        return name.StartsWith("System.Tuple`", StringComparison.Ordinal) && named.TypeArguments.Length <= 7
            ? Tuple(named, [.. named.TypeArguments.Select(ItemOf)], formatter, parser, context)
            : null;
    }

    private static (string Name, ITypeSymbol Type) ItemOf(ITypeSymbol type, int index) => ("Item" + Emit.Text.Of(index + 1), type);

    private static MessageSpec? List(
        ITypeSymbol type,
        ITypeSymbol element,
        string formatter,
        (CollectionTarget Target, string Type, string Count) list,
        MessageParser parser,
        MessageContext context)
    {
        if (parser.Parse(element, context) is not { } codec)
            return Fail(context);
        return new MessageSpec(TypeNames.Plain(type), formatter, MessageForm.Collection, new EquatableArray<MemberSpec>([new("", 0, "", codec)]))
        {
            IsValueType = type.IsValueType,
            Target = list.Target,
            TargetType = list.Type.Replace("{0}", codec.Type),
            CountMember = list.Count,
        };
    }

    private static MessageSpec? Map(
        ITypeSymbol type,
        ITypeSymbol key,
        ITypeSymbol value,
        string formatter,
        string target,
        MessageParser parser,
        MessageContext context)
    {
        if (parser.Parse(key.WithNullableAnnotation(NullableAnnotation.NotAnnotated), context) is not { } keyCodec
            || parser.Parse(value, context) is not { } valueCodec)
        {
            return Fail(context);
        }

        MemberSpec[] members = [new("Key", 0, "", keyCodec), new("Value", 1, "", valueCodec)];
        return new MessageSpec(TypeNames.Plain(type), formatter, MessageForm.Dictionary, new EquatableArray<MemberSpec>(members))
        {
            TargetType = $"{GlobalGeneric}{target}<{keyCodec.Type}, {valueCodec.Type}>",
        };
    }

    private static MessageSpec? Tuple(
        INamedTypeSymbol type,
        (string Name, ITypeSymbol Type)[] items,
        string formatter,
        MessageParser parser,
        MessageContext context)
    {
        List<MemberSpec> members = [];
        foreach ((string name, ITypeSymbol item) in items)
        {
            if (parser.Parse(item, context) is not { } codec)
                return Fail(context);
            members.Add(new MemberSpec(name, members.Count, "", codec));
        }

        return new MessageSpec(TypeNames.Plain(type), formatter, MessageForm.Tuple, new EquatableArray<MemberSpec>([.. members]))
        {
            IsValueType = type.IsValueType,
        };
    }

    private static MessageSpec? Fail(MessageContext context)
    {
        context.IsCollectionFailed = true;
        return null;
    }
}
