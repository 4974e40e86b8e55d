// SPDX-License-Identifier: MIT
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using Ikc.Native;

namespace Ikc.Layout;

/// <summary>A C compiler holds the runtime's idea of /dev/ikc to the device's own header, docs/ikc_device.h.</summary>
public sealed class DeviceHeaderTests
{
    private static readonly (Type Type, string Name)[] s_structs =
    [
        (typeof(DeviceAbi.Handle), "ikc_handle"), (typeof(DeviceAbi.Instance), "ikc_instance"), (typeof(DeviceAbi.Clock), "ikc_clock"),
        (typeof(DeviceAbi.Info), "ikc_info"), (typeof(DeviceAbi.NodeState), "ikc_state"), (typeof(DeviceAbi.AllowEntry), "ikc_allow_entry"),
        (typeof(DeviceAbi.Allow), "ikc_allow"), (typeof(DeviceAbi.Publish), "ikc_publish"), (typeof(DeviceAbi.Withdraw), "ikc_withdraw"),
        (typeof(DeviceAbi.Entry), "ikc_entry"), (typeof(DeviceAbi.Node), "ikc_node"), (typeof(DeviceAbi.Nodes), "ikc_nodes"),
        (typeof(DeviceAbi.NewArea), "ikc_new_area"), (typeof(DeviceAbi.Offer), "ikc_offer"), (typeof(DeviceAbi.Map), "ikc_map"),
        (typeof(DeviceAbi.Release), "ikc_release"), (typeof(DeviceAbi.Ring), "ikc_ring"), (typeof(DeviceAbi.Event), "ikc_event"),
        (typeof(DeviceAbi.Wait), "ikc_wait"),
    ];

    private static readonly Dictionary<string, string> s_macros = new()
    {
        ["AbiVersion"] = "IKC_ABI_VERSION",
        ["AnyDeaths"] = "IKC_ANY_DEATHS",
        ["NoDeadline"] = "IKC_NO_DEADLINE",
    };

    [Fact]
    public void TheStructsAreTheSame()
    {
        var asserts = new StringBuilder();
        foreach ((Type type, string name) in s_structs)
        {
            Hold(asserts, $"sizeof(struct {name}) == {Marshal.SizeOf(type)}");
            foreach (FieldInfo field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
            {
                string cName = field.Name == nameof(DeviceAbi.Nodes.Rows) ? "nodes" : CNames.Snake(field.Name);
                int sizeBytes = field.GetCustomAttribute<FixedBufferAttribute>() is { } buffer
                    ? buffer.Length * Marshal.SizeOf(buffer.ElementType)
                    : Marshal.SizeOf(field.FieldType.IsEnum ? Enum.GetUnderlyingType(field.FieldType) : field.FieldType);
                Hold(asserts, $"offsetof(struct {name}, {cName}) == {Marshal.OffsetOf(type, field.Name)}");
                Hold(asserts, $"sizeof(((struct {name} *)0)->{cName}) == {sizeBytes}");
            }
        }

        Assert.Equal("", Compile(asserts));
    }

    /// <summary>No struct of the runtime's is left out of the comparison.</summary>
    [Fact]
    public void EveryStructIsCompared() =>
        Assert.Equal(
            typeof(DeviceAbi).GetNestedTypes().Where(type => !type.IsEnum).Select(type => type.Name).Order(StringComparer.Ordinal),
            s_structs.Select(pair => pair.Type.Name).Order(StringComparer.Ordinal));

    [Fact]
    public void TheNumbersAreTheSame()
    {
        var asserts = new StringBuilder();
        foreach ((string name, string value) in CNames.Constants(typeof(DeviceAbi)))
            Hold(asserts, $"{s_macros.GetValueOrDefault(name, CNames.Macro("IKC_", name))} == {value}");
        foreach ((string name, string value) in CNames.Constants(typeof(DeviceAbi.Request)))
            Hold(asserts, $"{CNames.Macro("IKC_IOC_", name)} == {value}");
        foreach ((string name, string value) in CNames.Constants(typeof(DeviceAbi.EventKind)))
            Hold(asserts, $"{CNames.Macro("IKC_EVENT_", name)} == {value}");
        Assert.Equal("", Compile(asserts));
    }

    /// <summary>The copy is the header that the series brings, to the byte.</summary>
    [Fact]
    public void TheHeaderIsTheKernels()
    {
        const string Begin = "+++ b/include/uapi/linux/ikc.h\n";
        string docs = Path.GetDirectoryName(CCompiler.HeaderPath)!;
        string patch = Assert.Single(
            Directory.EnumerateFiles(Path.Combine(docs, "../kernel-patches/series"), "*.patch").Select(File.ReadAllText),
            text => text.Contains(Begin, StringComparison.Ordinal));
        string[] lines = patch[(patch.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length)..].Split('\n');
        string[] header = [.. lines.Skip(1).TakeWhile(line => line.StartsWith('+')).Select(line => line[1..])];
        Assert.Equal(File.ReadAllText(Path.Combine(docs, "ikc_device.h")), string.Join('\n', header) + "\n");
    }

    /// <summary>The compiler does refuse what is not so: otherwise all of the above would say nothing.</summary>
    [Theory]
    [InlineData("sizeof(struct ikc_handle) == 24")]
    [InlineData("offsetof(struct ikc_wait, deaths) == 0")]
    [InlineData("IKC_IOC_WAIT == 0xEB0D")]
    public void WhatIsNotSoIsRefused(string condition)
    {
        var asserts = new StringBuilder();
        Hold(asserts, condition);
        Assert.Contains("error", Compile(asserts));
    }

    private static void Hold(StringBuilder asserts, string condition) =>
        asserts.Append("_Static_assert(").Append(condition).Append(", \"").Append(condition).Append("\");\n");

    private static string Compile(StringBuilder asserts) => CCompiler.CompileAndRun(
        $"#include \"ikc_device.h\"\n#include <stddef.h>\n#include <stdint.h>\n{asserts}int main(void)\n{{\nreturn 0;\n}}\n");
}
