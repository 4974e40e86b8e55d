// SPDX-License-Identifier: MIT
using System.Reflection;
using System.Runtime.InteropServices;
using Ikc.CompilerServices;

namespace Ikc.Tool;

/// <summary>Reads contracts from an assembly's metadata. Nothing of the assembly is run; hashes are those that the generator wrote into it.</summary>
internal sealed class ContractReader : IDisposable
{
    private readonly MetadataLoadContext _context;
    private readonly Assembly _assembly;

    public ContractReader(string path)
    {
        if (!File.Exists(path))
            throw new ContractException($"There is no file '{path}'.");
        string folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        _context = new MetadataLoadContext(new PathAssemblyResolver(
            Directory.GetFiles(folder, "*.dll")
                .Concat(Directory.GetFiles(AppContext.BaseDirectory, "*.dll"))
                .Concat(Directory.GetFiles(RuntimeEnvironment.GetRuntimeDirectory(), "*.dll"))
                .DistinctBy(Path.GetFileName))); // the contract's own build of a library is the one that it means
        try
        {
            _assembly = _context.LoadFromAssemblyPath(Path.GetFullPath(path));
        }
        catch (Exception wrong) when (wrong is BadImageFormatException or FileLoadException)
        {
            _context.Dispose();
            throw new ContractException($"'{path}' is no .NET assembly, or is damaged.");
        }
    }

    public string AssemblyName => _assembly.GetName().Name!;

    /// <summary>The contracts, ordered by id; or the one that has this id or interface name.</summary>
    public IReadOnlyList<Contract> Read(string? name)
    {
        try
        {
            Contract[] all = [.. _assembly.GetTypes().Where(type => type.IsInterface && IdOf(type) is not null)
                .Select(Read).OrderBy(contract => contract.Id, StringComparer.Ordinal)];
            if (all.Length == 0)
                throw new ContractException($"'{AssemblyName}' has no contract that was made with this version of Ikc.");
            if (name is null)
                return all;
            Contract[] named = [.. all.Where(contract => contract.Id == name || contract.Name == name)];
            return named.Length > 0 ? named : throw new ContractException(
                $"'{AssemblyName}' has no contract '{name}'; it has {string.Join(", ", all.Select(contract => contract.Id))}.");
        }
        catch (Exception wrong) when (wrong is BadImageFormatException or ReflectionTypeLoadException or FileNotFoundException or TypeLoadException)
        {
            throw new ContractException($"'{AssemblyName}' is damaged, or an assembly that it needs is not beside it: {wrong.Message}");
        }
    }

    public void Dispose() => _context.Dispose();

    private static string? IdOf(Type type) => Attribute(type.GetCustomAttributesData(), typeof(IkcContractAttribute)) is { } contract
        ? (string)contract.ConstructorArguments[0].Value!
        : null;

    private static CustomAttributeData? Attribute(IEnumerable<CustomAttributeData> all, Type wanted) =>
        all.FirstOrDefault(attribute => attribute.AttributeType.FullName == wanted.FullName);

    private static Contract Read(Type type)
    {
        string[] bases = [.. type.GetInterfaces().Select(IdOf).OfType<string>().Order(StringComparer.Ordinal)];
        Method[] methods = [.. type.GetCustomAttributesData()
            .Where(attribute => attribute.AttributeType.FullName == typeof(IkcMethodShapeAttribute).FullName)
            .Select(attribute => ReadMethod(type, [.. attribute.ConstructorArguments.Select(argument => argument.Value!)]))];
        return new Contract(IdOf(type)!, type.Name, bases, methods);
    }

    private static Method ReadMethod(Type contract, object[] said)
    {
        var (declaring, id, name) = ((string)said[0], (int)said[1], (string)said[2]);
        MethodInfo method = contract.GetInterfaces().Append(contract).Where(type => IdOf(type) == declaring)
            .SelectMany(type => type.GetMethods())
            .First(member => Attribute(member.GetCustomAttributesData(), typeof(IkcMethodAttribute)) is { } given
                && (int)given.ConstructorArguments[0].Value! == id);
        (IReadOnlyList<Shape> shapes, Shape? result) = Shape.OfMethod((string)said[4]);
        ParameterInfo[] parameters = [.. method.GetParameters().Where(p => p.ParameterType.FullName != typeof(CancellationToken).FullName)];
        if (parameters.Length != shapes.Count)
            throw new ContractException($"{name} has {parameters.Length} parameters and a shape of {shapes.Count}.");
        var nulls = new NullabilityInfoContext();
        return new Method(
            declaring, id, name, (IkcMethodKind)(int)said[3], (string)said[4], (ulong)said[5],
            [.. parameters.Select((p, i) => new Argument(p.Name ?? $"argument{i + 1}", shapes[i], StructNames.Of(p.ParameterType, shapes[i]), MayBeNull(nulls.Create(p))))],
            result is null ? null : new Argument("value", result, StructNames.Of(method.ReturnType, result), MayBeNullResult(nulls.Create(method.ReturnParameter))));
    }

    private static bool MayBeNull(NullabilityInfo info) => info.ReadState != NullabilityState.NotNull || info.WriteState != NullabilityState.NotNull;

    private static bool MayBeNullResult(NullabilityInfo info) =>
        info.Type is { IsGenericType: true, Name: "ValueTask`1" or "Task`1" } ? MayBeNull(info.GenericTypeArguments[0]) : MayBeNull(info);
}
