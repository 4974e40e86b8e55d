// SPDX-License-Identifier: MIT
namespace Ikc.Compatibility;

/// <summary>Changes that neither side notices, or that only the newer one can see.</summary>
public sealed class SafeChanges
{
    [Fact]
    public Task MethodsInAnotherOrderAndParametersOfOtherNames() =>
        new Change(
            Older: """
                [IkcContract("compatibility.thing")]
                public partial interface IThing
                {
                    [IkcMethod(1)] int Minus(int a, int b);
                    [IkcMethod(2)] ValueTask<string> JoinAsync(string left, string right, CancellationToken token = default);
                }

                public sealed class Service : IThing
                {
                    public int Minus(int a, int b) => a - b;
                    public ValueTask<string> JoinAsync(string left, string right, CancellationToken token = default) => new(left + right);
                }

                public static class Client
                {
                    public static async Task<string> CallAsync(IThing thing, IkcChannel channel) => $"{thing.Minus(5, 3)} {await thing.JoinAsync("a", "b")}";
                }
                """,
            Newer: """
                public enum Unused { None }

                [IkcContract("compatibility.thing")]
                public partial interface IThing
                {
                    [IkcMethod(2)] ValueTask<string> JoinAsync(string first, string second, CancellationToken token = default);
                    [IkcMethod(1)] int Minus(int minuend, int subtrahend);
                }

                public sealed class Service : IThing
                {
                    public int Minus(int minuend, int subtrahend) => minuend - subtrahend;
                    public ValueTask<string> JoinAsync(string first, string second, CancellationToken token = default) => new(first + second);
                }

                public static class Client
                {
                    public static async Task<string> CallAsync(IThing thing, IkcChannel channel) => $"{thing.Minus(5, 3)} {await thing.JoinAsync("a", "b")}";
                }
                """)
        .IsAsync(same: ("2 ab", "2 ab"), olderCalls: "2 ab", newerCalls: "2 ab");

    [Fact]
    public Task ANewMethod() =>
        new Change(
            Older: One("[IkcMethod(1)] int First();", "public int First() => 1;", """$"{thing.First()}" """),
            Newer: One(
                """
                [IkcMethod(1)] int First();
                [IkcMethod(2)] int Second();
                [IkcMethod(3)] IAsyncEnumerable<int> Third(CancellationToken token = default);
                """,
                """
                public int First() => 1;
                public int Second() => 2;
                public IAsyncEnumerable<int> Third(CancellationToken token = default) => new[] { 3 }.ToAsyncEnumerable();
                """,
                """
                $"{thing.First()} {channel.Supports(2)} {await Driver.TextOf(() => new ValueTask<int>(thing.Second()))} "
                    + await Driver.TextOf(() => thing.Third().FirstAsync())
                """))
        .IsAsync(same: ("1", "1 True 2 3"), olderCalls: "1", newerCalls: "1 False Unimplemented Unimplemented");

    [Fact]
    public Task AMethodOfAnotherNameAndTheSameId() =>
        new Change(
            Older: One("[IkcMethod(1)] int Before();", "public int Before() => 1;", """$"{thing.Before()}" """),
            Newer: One("[IkcMethod(1)] int After();", "public int After() => 2;", """$"{thing.After()}" """))
        .IsAsync(same: ("1", "2"), olderCalls: "2", newerCalls: "1");

    [Fact]
    public Task ARemovedMethodWhoseIdIsReserved() =>
        new Change(
            Older: One(
                "[IkcMethod(1)] int First(); [IkcMethod(2)] int Second();",
                "public int First() => 1; public int Second() => 2;",
                """$"{thing.First()} {await Driver.TextOf(() => new ValueTask<int>(thing.Second()))}" """),
            Newer: One("[IkcMethod(1)] int First();", "public int First() => 1;", """$"{thing.First()}" """, "[IkcReserved(2)]"))
        .IsAsync(same: ("1 2", "1"), olderCalls: "1 Unimplemented", newerCalls: "1");

    [Fact]
    public Task AnOptionalFieldWithANewKey() =>
        new Change(
            Older: Message("[Key(0)] public string Name { get; set; } = \"\";", "value with { Name = value.Name + \"!\" }", "new Value { Name = \"x\" }", "{back.Name}"),
            Newer: Message(
                """
                [Key(0)] public string Name { get; set; } = "";
                [Key(1)] public int Size { get; set; } = 7;
                [Key(3)] public string? Unit { get; set; }
                """,
                "value with { Name = value.Name + \"?\", Size = value.Size + 1 }",
                "new Value { Name = \"x\", Size = 1, Unit = \"m\" }",
                "{back.Name} {back.Size} {back.Unit ?? \"-\"}"))
        .IsAsync(same: ("x!", "x? 2 m"), olderCalls: "x?", newerCalls: "x! 7 -");

    [Fact]
    public Task ARemovedField() =>
        new Change(
            Older: Message(
                """
                [Key(0)] public string Name { get; set; } = "";
                [Key(1)] public int Size { get; set; } = 7;
                [Key(2)] public string Unit { get; set; } = "km";
                """,
                "value with { Size = value.Size + 1 }",
                "new Value { Name = \"x\", Size = 1, Unit = \"m\" }",
                "{back.Name} {back.Size} {back.Unit}"),
            Newer: Message(
                """
                [Key(0)] public string Name { get; set; } = "";
                [Key(2)] public string Unit { get; set; } = "km";
                """,
                "value",
                "new Value { Name = \"y\", Unit = \"cm\" }",
                "{back.Name} {back.Unit}"))
        .IsAsync(same: ("x 2 m", "y cm"), olderCalls: "x 7 m", newerCalls: "y cm");

    [Fact]
    public Task FieldsOfAFixedStructUnderOtherNames() =>
        new Change(
            Older: Fixed("public int A; public int B;", "value.A - value.B", "new Value { A = 5, B = 2 }"),
            Newer: Fixed("public int Left; public int Right;", "value.Left - value.Right", "new Value { Left = 5, Right = 2 }"))
        .IsAsync(same: ("3", "3"), olderCalls: "3", newerCalls: "3");

    /// <summary>An enum is its number: a side that does not know a value yet has the number.</summary>
    [Fact]
    public Task ANewValueOfAnEnum() =>
        new Change(
            Older: Enumerated("Red = 1, Green = 2", "Color.Green"),
            Newer: Enumerated("Red = 1, Green = 2, Blue = 3", "Color.Blue"))
        .IsAsync(same: ("Green Green", "Blue Blue"), olderCalls: "Green Green", newerCalls: "3 Blue");

    [Fact]
    public Task AFaultMore() =>
        new Change(
            Older: Faulting("", "Faulted"),
            Newer: Faulting("[IkcFault<string>]", "fault: no"))
        .IsAsync(same: ("Faulted", "fault: no"), olderCalls: "Faulted", newerCalls: "Faulted");

    private static string One(string methods, string service, string call, string attributes = "") => Sources.Thing(methods, service, call, attributes);

    private static string Message(string members, string answer, string argument, string seen) =>
        $"[MessagePackObject] public sealed record Value {{ {members} }}\n"
        + Sources.Thing(
            "[IkcMethod(1)] ValueTask<Value> PassAsync(Value value, CancellationToken token = default);",
            $"public ValueTask<Value> PassAsync(Value value, CancellationToken token = default) => new({answer});",
            $"Text(await thing.PassAsync({argument}))",
            helpers: $"private static string Text(Value back) => $\"{seen}\";");

    private static string Fixed(string fields, string answer, string argument) =>
        $"[IkcStruct] public struct Value {{ {fields} }}\n"
        + Sources.Thing("[IkcMethod(1)] int Pass(Value value);", $"public int Pass(Value value) => {answer};", $"$\"{{thing.Pass({argument})}}\"");

    /// <summary>The service says what it got, as it knows it, and gives it back.</summary>
    private static string Enumerated(string values, string argument) =>
        $"public enum Color {{ None, {values} }}\n"
        + Sources.Thing(
            "[IkcMethod(1)] string Name(Color color); [IkcMethod(2)] Color Pass(Color color);",
            "public string Name(Color color) => $\"{color}\"; public Color Pass(Color color) => color;",
            $"$\"{{thing.Name({argument})}} {{thing.Pass({argument})}}\"");

    /// <summary>The service always throws a declared failure; whether it is declared differs.</summary>
    private static string Faulting(string declared, string _) =>
        Sources.Thing(
            $"[IkcMethod(1)] {declared} int Try();",
            "public int Try() => throw new IkcFaultException<string>(\"no\");",
            "Text(thing)",
            helpers: """
                private static string Text(IThing thing)
                {
                    try
                    {
                        return $"{thing.Try()}";
                    }
                    catch (IkcFaultException<string> fault)
                    {
                        return $"fault: {fault.Fault}";
                    }
                    catch (IkcException failure)
                    {
                        return $"{failure.Status}";
                    }
                }
                """);
}
