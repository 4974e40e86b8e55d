// SPDX-License-Identifier: MIT
using Ikc.Generators.Analysis;
using Ikc.Generators.Model;
using Microsoft.CodeAnalysis;

namespace Ikc.Generators.Parsing;

/// <summary>Reads the members and the constructor of a <c>[MessagePackObject]</c>, by MessagePack's own rules.</summary>
internal sealed class ObjectParser(MessageParser parser, Compilation compilation, Findings findings)
{
    private const int KeyMax = 10_000;

    public MessageSpec? Parse(INamedTypeSymbol type, string formatter)
    {
        bool isByName = Attributes.Find(type, MessageAttributes.Object) is { } attribute && Attributes.Argument(attribute, false);
        List<(ISymbol Symbol, MemberSpec Spec)>? members = Members(type, isByName, out bool isMap);
        if (members is null)
            return null;
        bool hasCallbacks = type.AllInterfaces.Any(i => TypeNames.Metadata(i) == MessageAttributes.Callbacks);
        if (hasCallbacks && type.IsValueType)
        {
            findings.Add(Rules.BadMessageType, new Place(type), MessageAttributes.Callbacks, TypeNames.Short(type),
                "a struct's callbacks would run on a copy; make it a class");
            return null;
        }

        if (Constructors.Choose(type, members, isMap, compilation) is not { } constructor)
        {
            findings.Add(Rules.NoConstructor, new Place(type), TypeNames.Short(type));
            return null;
        }

        MemberSpec[] specs = [.. members.Select(m => m.Spec with { Argument = Array.IndexOf(constructor, m.Symbol) })];
        bool hasRequired = members.Any(m => IsRequired(m.Symbol));
        bool isSetLater = members.All(m => !m.Spec.IsSettable || !IsInit(m.Symbol));
        return new MessageSpec(
            TypeNames.Plain(type),
            formatter,
            isMap ? MessageForm.MapObject : MessageForm.ArrayObject,
            new EquatableArray<MemberSpec>(specs))
        {
            IsValueType = type.IsValueType,
            IsFilled = constructor.Length == 0 && isSetLater && !hasRequired,
            HasInitialValues = constructor.Length == 0 && !hasRequired,
            HasCallbacks = hasCallbacks,
        };
    }

    private static bool IsRequired(ISymbol member) => member is IPropertySymbol { IsRequired: true } or IFieldSymbol { IsRequired: true };

    private static bool IsInit(ISymbol member) => member is IPropertySymbol { SetMethod.IsInitOnly: true };

    /// <summary>All members that have a key, ordered by it.</summary>
    private List<(ISymbol Symbol, MemberSpec Spec)>? Members(INamedTypeSymbol type, bool isByName, out bool isMap)
    {
        isMap = isByName;
        bool isGood = true;
        List<(ISymbol Symbol, MemberSpec Spec)> members = [];
        HashSet<string> names = [];
        HashSet<string> keys = [];
        for (INamedTypeSymbol? current = type; current is { SpecialType: SpecialType.None }; current = current.BaseType)
        {
            foreach (ISymbol member in current.GetMembers().OrderBy(m => m.Name, StringComparer.Ordinal))
            {
                if (!IsCandidate(member) || !names.Add(member.Name))
                    continue;
                if (Key(member, isByName) is not var (key, text))
                {
                    findings.Add(Rules.MissingKey, new Place(member), TypeNames.Short(type) + "." + member.Name);
                    isGood = false;
                    continue;
                }

                string? why = key is < 0 or > KeyMax ? "it must be 0 to 10000"
                    : members.Count > 0 && isMap != (text.Length > 0) ? "other keys are of the other sort; use numbers for all, or names for all"
                    : !keys.Add(text.Length > 0 ? text : Emit.Text.Of(key)) ? "another member has it; use one that is free"
                    : null;
                isMap = text.Length > 0;
                if (why is not null)
                {
                    findings.Add(Rules.BadKey, new Place(member), TypeNames.Short(type) + "." + member.Name, why);
                    isGood = false;
                    continue;
                }

                ITypeSymbol memberType = member is IPropertySymbol property ? property.Type : ((IFieldSymbol)member).Type;
                MessageContext context = new(findings, MemberPlace(member), TypeNames.Short(type));
                if (parser.Parse(memberType, context) is { } codec)
                    members.Add((member, Spec(member, key, text, codec)));
                else
                    isGood = false;
            }
        }

        if (!isGood)
            return null;
        members.Sort(static (a, b) => a.Spec.Key != b.Spec.Key
            ? a.Spec.Key.CompareTo(b.Spec.Key)
            : string.CompareOrdinal(a.Spec.StringKey, b.Spec.StringKey));
        return members;
    }

    /// <summary>The type of a member; of a record's parameter, the parameter's.</summary>
    private static Place MemberPlace(ISymbol member) => new(member, isType: true);

    private static bool IsCandidate(ISymbol member)
    {
        if (member.IsStatic || Attributes.Has(member, MessageAttributes.Ignore) || Attributes.Has(member, MessageAttributes.IgnoreData))
            return false;
        return member switch
        {
            IPropertySymbol { IsIndexer: false } property => IsPublic(property.GetMethod) || IsPublic(property.SetMethod),
            IFieldSymbol { IsImplicitlyDeclared: false, DeclaredAccessibility: Accessibility.Public } => true,
            _ => false,
        };
    }

    private static bool IsPublic(IMethodSymbol? accessor) => accessor is { DeclaredAccessibility: Accessibility.Public };

    private static (int Key, string Text)? Key(ISymbol member, bool isByName)
    {
        if (isByName)
            return (0, member.Name);
        for (ISymbol? current = member; current is not null; current = (current as IPropertySymbol)?.OverriddenProperty)
        {
            if (Attributes.Find(current, MessageAttributes.Key) is { } attribute)
                return (Attributes.Argument(attribute, 0), Attributes.Argument(attribute, ""));
        }

        return null;
    }

    private static MemberSpec Spec(ISymbol member, int key, string text, CodecSpec codec) =>
        new(TypeNames.Escape(member.Name), key, text, codec)
        {
            IsSettable = member is IFieldSymbol { IsReadOnly: false } || (member is IPropertySymbol property && IsPublic(property.SetMethod)),
            IsReadable = member is not IPropertySymbol readable || IsPublic(readable.GetMethod),
        };
}
