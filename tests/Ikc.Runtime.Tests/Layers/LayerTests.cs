// SPDX-License-Identifier: MIT
using Ikc.Rings;

namespace Ikc.Layers;

/// <summary>The absences that ARCHITECTURE.md promises, held against the built runtime. A failure names the types.</summary>
public sealed class LayerTests
{
    private static readonly TypeReferences s_references = TypeReferences.Of(typeof(RingWriter).Assembly);

    /// <summary>The folder Hosting shares its namespace with Contracts, so its types are known by their files.</summary>
    private static readonly HashSet<string> s_hosting = HostingTypes();

    private static readonly Layer s_contracts = new("Contracts", name => SpaceOf(name) == "Ikc" && !s_hosting.Contains(name));
    private static readonly Layer s_channels =
        new("Channels", name => SpaceOf(name) is "Ikc.Channels" or "Ikc.Channels.Callbacks" or "Ikc.Channels.Streams");
    private static readonly Layer s_compilerServices = Space("Ikc.CompilerServices");
    private static readonly Layer s_fabrics = Space("Ikc.Fabrics");
    private static readonly Layer s_localFabric = Space("Ikc.Fabrics.Local");
    private static readonly Layer s_deviceFabric = Space("Ikc.Fabrics.Device");

    /// <summary>Either fabric: nobody above may know one.</summary>
    private static readonly Layer s_eitherFabric = new("a fabric", name => s_localFabric.Has(name) || s_deviceFabric.Has(name));
    private static readonly Layer s_native = Space("Ikc.Native");
    private static readonly Layer s_rings = Space("Ikc.Rings");
    private static readonly Layer s_hostingLayer = new("Hosting", s_hosting.Contains);
    private static readonly Layer s_tmds = new("Tmds.LibC", name => name.StartsWith("Tmds.", StringComparison.Ordinal));

    private sealed record Layer(string Name, Func<string, bool> Has);

    [Fact]
    public void RingsArePureMemory() =>
        Never(s_rings, s_channels, s_compilerServices, s_fabrics, s_eitherFabric, s_native, s_hostingLayer, s_tmds);

    [Fact]
    public void NativeDecidesNothing() =>
        Never(s_native, s_rings, s_channels, s_compilerServices, s_fabrics, s_eitherFabric, s_hostingLayer);

    [Fact]
    public void TheSeamKnowsNeitherSide() =>
        Never(s_fabrics, s_eitherFabric, s_rings, s_channels, s_compilerServices, s_hostingLayer, s_tmds);

    [Fact]
    public void AFabricKnowsNoRings() => Never(s_eitherFabric, s_rings, s_channels, s_compilerServices, s_hostingLayer, s_tmds);

    [Fact]
    public void TheFabricsDoNotKnowEachOther()
    {
        Never(s_localFabric, s_deviceFabric);
        Never(s_deviceFabric, s_localFabric);
    }

    /// <summary>Of Hosting, a channel knows only what it keeps for the service's code: who calls.</summary>
    [Fact]
    public void ChannelsRunOnAnyFabric() => Never(s_channels, s_eitherFabric, s_tmds, Without(s_hostingLayer, "Ikc.IkcCall"));

    /// <summary>
    /// A generated client is made from the channel that Hosting opened, and interceptors are told who calls; nothing else of Hosting is named.
    /// </summary>
    [Fact]
    public void TheSupportOfGeneratedCodeStandsOnChannels() =>
        Never(s_compilerServices, s_eitherFabric, s_tmds, Without(s_hostingLayer, "Ikc.IkcChannel", "Ikc.IkcCall"));

    [Fact]
    public void ContractsStandAlone() => Never(s_contracts, s_rings, s_fabrics, s_eitherFabric, s_native, s_hostingLayer, s_tmds);

    [Fact]
    public void HostingTouchesNoSharedMemory() => Never(s_hostingLayer, s_rings, s_tmds);

    [Fact]
    public void OnlyNativeMakesSystemCalls()
    {
        Assert.Equal([], s_references.Names.Where(type => type.Value.Any(s_tmds.Has) && !s_native.Has(type.Key)).Select(type => type.Key));
        Assert.Equal([], s_references.Importers.Where(type => !s_native.Has(type)));
    }

    [Fact]
    public void OnlyTheChoiceOfAFabricNamesOne()
    {
        Assert.Equal(["Ikc.FabricChoice"], s_references.Names
            .Where(type => !s_eitherFabric.Has(type.Key) && type.Value.Any(s_eitherFabric.Has)).Select(type => type.Key));
    }

    /// <summary>Each layer has types, and references of every sort are found: otherwise no rule could fail.</summary>
    [Fact]
    public void ReferencesAreFound()
    {
        Layer[] layers = [s_contracts, s_channels, s_compilerServices, s_fabrics, s_localFabric, s_deviceFabric, s_native, s_rings, s_hostingLayer];
        Assert.All(layers, layer => Assert.Contains(s_references.Names.Keys, name => layer.Has(name)));
        string[] loose = [.. s_references.Names.Keys
            .Where(name => name.StartsWith("Ikc.", StringComparison.Ordinal) && layers.Count(layer => layer.Has(name)) != 1)];
        Assert.Equal([], loose);
        Assert.Contains("Ikc.Rings.RingWriter", s_references.Names["Ikc.Channels.ChannelEnd"]); // a field
        Assert.Contains("Ikc.Rings.AreaHeaders", s_references.Names["Ikc.Channels.Reception"]); // a static call
        Assert.Contains("Ikc.Fabrics.Fabric", s_references.Names["Ikc.Fabrics.Local.LocalFabric"]); // a base
        Assert.Contains("Tmds.Linux.LibC", s_references.Names["Ikc.Native.SharedMapping"]); // another assembly
        Assert.Contains("System.Runtime.CompilerServices.IsReadOnlyAttribute", s_references.Names["Ikc.Rings.RingWriter"]); // an attribute
        Assert.NotEmpty(s_references.Importers);
    }

    /// <summary>A clock that is set forward or back ends no wait: only the sweep of what dead nodes left asks for the date.</summary>
    [Fact]
    public void NobodyWaitsByTheDate()
    {
        Layer[] waiting = [s_channels, s_rings, s_fabrics, s_localFabric, s_deviceFabric, s_native, s_hostingLayer];
        Assert.Equal(["Ikc.Fabrics.Local.DomainScan"], s_references.Names
            .Where(type => waiting.Any(layer => layer.Has(type.Key)) && type.Value.Overlaps(["System.DateTime", "System.DateTimeOffset"]))
            .Select(type => type.Key));
    }

    private static void Never(Layer layer, params Layer[] others)
    {
        string[] offenders =
        [
            .. from type in s_references.Names
               where layer.Has(type.Key)
               from name in type.Value
               from other in others
               where other.Has(name)
               select $"{type.Key} ({layer.Name}) uses {name} ({other.Name})",
        ];
        Assert.True(offenders.Length == 0, string.Join('\n', offenders));
    }

    private static Layer Space(string space) => new(space, name => SpaceOf(name) == space);

    private static Layer Without(Layer layer, params string[] names) => new(layer.Name, name => layer.Has(name) && !names.Contains(name));

    private static string SpaceOf(string name) => name[..Math.Max(0, name.LastIndexOf('.'))];

    private static HashSet<string> HostingTypes()
    {
        string folder = Path.Combine(Path.GetDirectoryName(Layout.CCompiler.HeaderPath)!, "../src/Ikc.Runtime/Hosting");
        return [.. Directory.EnumerateFiles(folder, "*.cs").Select(file => "Ikc." + Path.GetFileNameWithoutExtension(file))];
    }
}
