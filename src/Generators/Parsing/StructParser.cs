// SPDX-License-Identifier: MIT
using Ikc.Generators.Analysis;
using Microsoft.CodeAnalysis;

namespace Ikc.Generators.Parsing;

/// <summary>
/// Computes the layout of <c>[IkcStruct]</c> structs as the runtime lays them out: sequential with natural alignment and Pack, or explicit.
/// Structs of other assemblies are taken from the attribute that the generator wrote there, since metadata does not show their fields.
/// </summary>
internal sealed class StructParser(Compilation compilation, Findings findings)
{
    private const string LayoutAttribute = "System.Runtime.InteropServices.StructLayoutAttribute";
    private const string OffsetAttribute = "System.Runtime.InteropServices.FieldOffsetAttribute";
    private const string InlineArrayAttribute = "System.Runtime.CompilerServices.InlineArrayAttribute";
    private const int LayoutExplicit = 2;
    private const int LayoutAuto = 3;
    private const int SizeBytesMax = 64 * 1024;

    private readonly HashSet<ITypeSymbol> _open = new(SymbolEqualityComparer.Default);

    public static bool IsFixedStruct(ITypeSymbol type) =>
        type is { IsValueType: true, SpecialType: SpecialType.None } && Attributes.Has(type, Attributes.Struct);

    /// <summary>The layout, or null after a finding.</summary>
    public StructLayout? Parse(INamedTypeSymbol type, Place place)
    {
        if (!SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, compilation.Assembly))
            return Published(type, place);
        if (!_open.Add(type))
            return null; // a cycle, which the compiler itself reports
        StructLayout? layout = Compute(type, new Place(type));
        _open.Remove(type);
        return layout;
    }

    private StructLayout? Published(INamedTypeSymbol type, Place place)
    {
        foreach (AttributeData attribute in Attributes.FindAll(type.ContainingAssembly, Attributes.StructLayout))
        {
            if (attribute.ConstructorArguments is [{ Value: ITypeSymbol owner }, { Value: int sizeBytes }, { Value: string shape }]
                && SymbolEqualityComparer.Default.Equals(owner, type)
                && ShapeText.TryParseLayout(shape, out (string Shape, int Offset)[] fields))
            {
                return new StructLayout(sizeBytes, ShapeText.Alignment(fields), fields);
            }
        }

        findings.Add(Rules.LayoutNotPublished, place, TypeNames.Short(type), type.ContainingAssembly.Name);
        return null;
    }

    private StructLayout? Compute(INamedTypeSymbol type, Place place)
    {
        AttributeData? attribute = Attributes.Find(type, LayoutAttribute);
        int kind = attribute is null ? 0
            : attribute.ConstructorArguments is [{ Value: { } value }] ? Convert.ToInt32(value, System.Globalization.CultureInfo.InvariantCulture) : 0;
        int pack = attribute is null ? 0 : Attributes.Named(attribute, "Pack", 0);
        int sizeMin = attribute is null ? 0 : Attributes.Named(attribute, "Size", 0);
        if (kind == LayoutAuto)
            return Bad("its layout is automatic; use LayoutKind.Sequential");
        if (type.IsRefLikeType)
            return Bad("it is a ref struct; make it an ordinary struct");

        IFieldSymbol[] fields = [.. type.GetMembers().OfType<IFieldSymbol>().Where(f => !f.IsStatic)];
        if (fields.Length == 0)
            return Bad("it has no fields; add one");

        int offset = 0;
        int alignment = 1;
        int end = 0;
        bool isGood = true;
        List<(string Shape, int Offset)> parts = [];
        List<(int Offset, int SizeBytes, IFieldSymbol Field)> covered = [];
        foreach (IFieldSymbol field in fields)
        {
            if (Field(field) is not { } layout)
            {
                isGood = false;
                continue;
            }

            int fieldAlignment = pack > 0 ? Math.Min(pack, layout.Alignment) : layout.Alignment;
            alignment = Math.Max(alignment, fieldAlignment);
            offset = kind == LayoutExplicit
                ? Attributes.Find(field, OffsetAttribute) is { } at ? Attributes.Argument(at, 0) : 0
                : (end + fieldAlignment - 1) / fieldAlignment * fieldAlignment;
            covered.Add((offset, layout.SizeBytes, field));
            foreach ((string shape, int inner) in layout.Fields)
                parts.Add((shape, offset + inner));
            end = Math.Max(end, offset + layout.SizeBytes);
        }

        if (!isGood)
            return null;
        if (Attributes.Find(type, InlineArrayAttribute) is { } inline)
            return Repeat(new StructLayout(end, alignment, [.. parts]), Attributes.Argument(inline, 0));

        int sizeBytes = Math.Max((end + alignment - 1) / alignment * alignment, sizeMin);
        if (sizeBytes > SizeBytesMax)
            return Bad("it has more than 65536 bytes; pass a block of smaller ones");
        return FindGap(type, covered, sizeBytes) ? null : new StructLayout(sizeBytes, alignment, [.. parts]);

        StructLayout? Bad(string why)
        {
            findings.Add(Rules.BadLayout, place, TypeNames.Short(type), why);
            return null;
        }
    }

    private StructLayout? Field(IFieldSymbol field)
    {
        Place place = new(field.AssociatedSymbol ?? field, isType: true);
        if (field.IsFixedSizeBuffer)
        {
            ITypeSymbol element = ((IPointerTypeSymbol)field.Type).PointedAtType;
            return FixedTypes.TryGetPlain(element, out FixedType one)
                ? Repeat(new StructLayout(one.SizeBytes, one.Alignment, [(one.Shape, 0)]), field.FixedSize)
                : Bad("use a buffer of byte");
        }

        if (FixedTypes.TryGetPlain(field.Type, out FixedType plain))
            return new StructLayout(plain.SizeBytes, plain.Alignment, [(plain.Shape, 0)]);
        if (field.Type is INamedTypeSymbol { TypeKind: TypeKind.Struct } named
            && (IsFixedStruct(named) || (Attributes.Has(named, InlineArrayAttribute) && !named.DeclaringSyntaxReferences.IsEmpty)))
        {
            return Parse(named, place);
        }

        return Bad(field.Type switch
        {
            { SpecialType: SpecialType.System_Boolean } => "only 0 and 1 are valid; use byte",
            { SpecialType: SpecialType.System_IntPtr or SpecialType.System_UIntPtr } => "its size and meaning are this process's; use long",
            { TypeKind: TypeKind.Pointer or TypeKind.FunctionPointer } => "an address means nothing to the other side; use an offset",
            { IsReferenceType: true } => "a reference means nothing to the other side; use fixed fields, or [MessagePackObject] for the type",
            { SpecialType: SpecialType.System_Decimal or SpecialType.System_DateTime } => "not every bit pattern is valid; use long",
            _ when FixedTypes.TryGetValidated(field.Type, out _) => "not every bit pattern is valid; use long for its ticks",
            { TypeKind: TypeKind.Struct } => "mark the struct with [IkcStruct]",
            _ => "use integers, floats, char, Guid, enums or [IkcStruct] structs",
        });

        StructLayout? Bad(string why)
        {
            findings.Add(Rules.BadField, place, (field.AssociatedSymbol ?? field).Name, TypeNames.Short(field.Type), why);
            return null;
        }
    }

    /// <summary>Elements one after the other. One that is a single value becomes a counted value, else its fields are listed each time.</summary>
    private static StructLayout Repeat(StructLayout element, int count)
    {
        if (element.Fields is [(string shape, 0)] && !shape.Contains('['))
            return new StructLayout(element.SizeBytes * count, element.Alignment, [(shape + "[" + Emit.Text.Of(count) + "]", 0)]);
        List<(string, int)> fields = [];
        for (int i = 0; i < count; i++)
        {
            foreach ((string inner, int offset) in element.Fields)
                fields.Add((inner, (i * element.SizeBytes) + offset));
        }

        return new StructLayout(element.SizeBytes * count, element.Alignment, [.. fields]);
    }

    private bool FindGap(INamedTypeSymbol type, List<(int Offset, int SizeBytes, IFieldSymbol Field)> covered, int sizeBytes)
    {
        int end = 0;
        foreach ((int offset, int fieldBytes, IFieldSymbol field) in covered.OrderBy(c => c.Offset))
        {
            if (offset > end)
            {
                ISymbol member = field.AssociatedSymbol ?? field;
                findings.Add(Rules.Padding, new Place(member), TypeNames.Short(type), offset - end, "before '" + member.Name + "'");
                return true;
            }

            end = Math.Max(end, offset + fieldBytes);
        }

        if (sizeBytes > end)
            findings.Add(Rules.Padding, new Place(type), TypeNames.Short(type), sizeBytes - end, "at its end");
        return sizeBytes > end;
    }
}
