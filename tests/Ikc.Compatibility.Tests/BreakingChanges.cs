// SPDX-License-Identifier: MIT
namespace Ikc.Compatibility;

/// <summary>
/// Changes of what a method carries. Each breaks its method and nothing else: the call is answered IncompatibleContract before anything is
/// sent, and the contract's other methods go on.
/// </summary>
public sealed class BreakingChanges
{
    private const string Struct = "[IkcStruct] public struct Value {{ public int A; public int B; {0} }}\n";

    [Theory]
    [InlineData("a parameter's type", "int Change(int value)", "value", "thing.Change(1)", "int Change(long value)", "(int)value", "thing.Change(1L)")]
    [InlineData("a parameter more", "int Change(int value)", "value", "thing.Change(1)", "int Change(int value, int more)", "value", "thing.Change(1, 2)")]
    [InlineData("the order of parameters", "int Change(int a, string b)", "a", "thing.Change(1, \"\")", "int Change(string b, int a)", "a", "thing.Change(\"\", 1)")]
    [InlineData("a result", "int Change()", "1", "thing.Change()", "long Change()", "1", "(int)thing.Change()")]
    [InlineData("a nullable", "int Change(int value)", "value", "thing.Change(1)", "int Change(int? value)", "value ?? 0", "thing.Change(1)")]
    public async Task OfValues(string what, string older, string olderBody, string olderCall, string newer, string newerBody, string newerCall)
    {
        Assert.NotEmpty(what);
        await new Change(Method(older, olderBody, olderCall), Method(newer, newerBody, newerCall)).IsAsync(
            same: ("1 other", "1 other"), olderCalls: "IncompatibleContract other", newerCalls: "IncompatibleContract other");
    }

    [Fact]
    public Task FromAnsweredToOneWay() =>
        BreaksAsync(
            Sources.Thing(
                Other("[IkcMethod(1)] void Change();"), OtherBody("public void Change() { }"),
                "await Driver.TextOf(() => { thing.Change(); return new ValueTask<int>(1); }) + thing.Other()"),
            Sources.Thing(
                Other("[IkcMethod(1, OneWay = true)] void Change();"), OtherBody("public void Change() { }"),
                "await Driver.TextOf(() => { thing.Change(); return new ValueTask<int>(1); }) + thing.Other()"));

    [Fact]
    public Task FromOneValueToAStream() =>
        BreaksAsync(
            Sources.Thing(
                Other("[IkcMethod(1)] ValueTask<int> ChangeAsync(CancellationToken token = default);"),
                OtherBody("public ValueTask<int> ChangeAsync(CancellationToken token = default) => new(1);"),
                "await Driver.TextOf(() => thing.ChangeAsync()) + thing.Other()"),
            Sources.Thing(
                Other("[IkcMethod(1)] IAsyncEnumerable<int> Change(CancellationToken token = default);"),
                OtherBody("public IAsyncEnumerable<int> Change(CancellationToken token = default) => new[] { 1 }.ToAsyncEnumerable();"),
                "await Driver.TextOf(() => thing.Change().FirstAsync()) + thing.Other()"));

    [Fact]
    public Task FromAValueToAStreamOfThem() =>
        BreaksAsync(
            Sources.Thing(
                Other("[IkcMethod(1)] ValueTask<int> SumAsync(int value, CancellationToken token = default);"),
                OtherBody("public ValueTask<int> SumAsync(int value, CancellationToken token = default) => new(value);"),
                "await Driver.TextOf(() => thing.SumAsync(1)) + thing.Other()"),
            Sources.Thing(
                Other("[IkcMethod(1)] ValueTask<int> SumAsync(IAsyncEnumerable<int> values, CancellationToken token = default);"),
                OtherBody("public ValueTask<int> SumAsync(IAsyncEnumerable<int> values, CancellationToken token = default) => values.SumAsync(token);"),
                "await Driver.TextOf(() => thing.SumAsync(new[] { 1 }.ToAsyncEnumerable())) + thing.Other()"));

    [Theory]
    [InlineData("public int C; public int D;")]
    [InlineData("public long C;")]
    public Task OfAFixedStructsLayout(string more) =>
        BreaksAsync(WithStruct(""), WithStruct(more));

    [Fact]
    public Task OfTheOrderOfAFixedStructsFields() =>
        BreaksAsync(
            "[IkcStruct] public struct Value { public long A; public double B; }\n" + Passing("new Value { A = 1 }", "(int)value.A"),
            "[IkcStruct] public struct Value { public double B; public long A; }\n" + Passing("new Value { A = 1 }", "(int)value.A"));

    /// <summary>An id that was shipped means its method for ever, whatever it is called: a new method takes a new one.</summary>
    [Fact]
    public Task OfTheMethodBehindAnId() =>
        BreaksAsync(Method("int Change(int value)", "value", "thing.Change(1)"), Method("int Another(string value)", "value.Length", "thing.Another(\"x\")"));

    private static Task BreaksAsync(string older, string newer) =>
        new Change(older, newer).IsAsync(
            same: ("1 other", "1 other"), olderCalls: "IncompatibleContract other", newerCalls: "IncompatibleContract other");

    private static string Method(string signature, string body, string call) =>
        Sources.Thing(
            Other($"[IkcMethod(1)] {signature};"), OtherBody($"public {signature} => {body};"),
            $"await Driver.TextOf(() => new ValueTask<int>({call})) + thing.Other()");

    private static string WithStruct(string more) =>
        string.Format(System.Globalization.CultureInfo.InvariantCulture, Struct, more) + Passing("new Value { A = 1 }", "value.A");

    private static string Passing(string argument, string body) => Method("int Change(Value value)", body, $"thing.Change({argument})");

    private static string Other(string method) => method + " [IkcMethod(9)] string Other();";

    private static string OtherBody(string body) => body + " public string Other() => \" other\";";
}
