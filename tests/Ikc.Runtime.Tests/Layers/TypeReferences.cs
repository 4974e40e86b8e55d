// SPDX-License-Identifier: MIT
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace Ikc.Layers;

/// <summary>
/// For each type of an assembly, the types that it names anywhere: bases, fields, signatures, locals, attributes and the code of its
/// methods. A nested type counts as the type around it. Constants leave no trace: the compiler copies them.
/// </summary>
internal sealed class TypeReferences
{
    private readonly MetadataReader _metadata;
    private readonly PEReader _image;
    private readonly NameCollector _collector;
    private readonly SortedDictionary<string, SortedSet<string>> _references = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _importers = new(StringComparer.Ordinal);

    private TypeReferences(PEReader image)
    {
        _image = image;
        _metadata = image.GetMetadataReader();
        _collector = new NameCollector(_metadata);
        foreach (TypeDefinitionHandle handle in _metadata.TypeDefinitions)
            VisitType(handle);
    }

    /// <summary>Full names of the types that each type names, itself left out.</summary>
    public IReadOnlyDictionary<string, SortedSet<string>> Names => _references;

    /// <summary>Types that import functions of native libraries.</summary>
    public IReadOnlySet<string> Importers => _importers;

    public static TypeReferences Of(Assembly assembly)
    {
        using var image = new PEReader(File.OpenRead(assembly.Location));
        return new TypeReferences(image);
    }

    private void VisitType(TypeDefinitionHandle handle)
    {
        string name = _collector.NameOf(handle);
        if (!_references.TryGetValue(name, out SortedSet<string>? names))
            _references.Add(name, names = new SortedSet<string>(StringComparer.Ordinal));
        _collector.Names = names;
        TypeDefinition type = _metadata.GetTypeDefinition(handle);
        _collector.Visit(type.BaseType);
        foreach (InterfaceImplementationHandle implementation in type.GetInterfaceImplementations())
            _collector.Visit(_metadata.GetInterfaceImplementation(implementation).Interface);
        VisitAttributes(type.GetCustomAttributes());
        VisitConstraints(type.GetGenericParameters());
        foreach (FieldDefinitionHandle field in type.GetFields())
        {
            _collector.Visit(field);
            VisitAttributes(_metadata.GetFieldDefinition(field).GetCustomAttributes());
        }

        foreach (PropertyDefinitionHandle property in type.GetProperties())
            VisitAttributes(_metadata.GetPropertyDefinition(property).GetCustomAttributes());
        foreach (MethodDefinitionHandle method in type.GetMethods())
            VisitMethod(name, _metadata.GetMethodDefinition(method));
        names.Remove(name);
    }

    private void VisitMethod(string typeName, MethodDefinition method)
    {
        method.DecodeSignature(_collector, null);
        VisitAttributes(method.GetCustomAttributes());
        VisitConstraints(method.GetGenericParameters());
        if ((method.Attributes & MethodAttributes.PinvokeImpl) != 0)
            _importers.Add(typeName);
        if (method.RelativeVirtualAddress == 0)
            return;
        MethodBodyBlock body = _image.GetMethodBody(method.RelativeVirtualAddress);
        if (!body.LocalSignature.IsNil)
            _metadata.GetStandaloneSignature(body.LocalSignature).DecodeLocalSignature(_collector, null);
        foreach (ExceptionRegion region in body.ExceptionRegions)
            _collector.Visit(region.CatchType);
        foreach (int token in Instructions.Tokens(body.GetILReader()))
            _collector.Visit(MetadataTokens.EntityHandle(token));
    }

    private void VisitAttributes(CustomAttributeHandleCollection attributes)
    {
        foreach (CustomAttributeHandle attribute in attributes)
            _collector.Visit(_metadata.GetCustomAttribute(attribute).Constructor);
    }

    private void VisitConstraints(GenericParameterHandleCollection parameters)
    {
        foreach (GenericParameterHandle parameter in parameters)
        {
            foreach (GenericParameterConstraintHandle constraint in _metadata.GetGenericParameter(parameter).GetConstraints())
                _collector.Visit(_metadata.GetGenericParameterConstraint(constraint).Type);
        }
    }
}
