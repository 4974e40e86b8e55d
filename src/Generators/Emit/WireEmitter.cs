// SPDX-License-Identifier: MIT
using Ikc.Generators.Model;
using Ikc.Generators.Parsing;

namespace Ikc.Generators.Emit;

/// <summary>Writes the statements that encode a value, and the expressions that decode one.</summary>
internal sealed class WireEmitter(SourceWriter writer, ContractSpec contract, UniqueNames locals)
{
    /// <summary>Count and padding of a block.</summary>
    public const int BlockOverheadBytes = 12;

    public string Local(string name) => locals.Take(name);

    /// <summary>Statements that write the value of an expression.</summary>
    public void Write(WireSpec wire, string target, string value)
    {
        switch (wire.Kind)
        {
            case WireKind.Fixed:
                writer.Line($"{target}.Write<{wire.Type}>({value});");
                break;
            case WireKind.Validated:
                writer.Line($"{target}.Write{wire.Method}({value});");
                break;
            case WireKind.Nullable:
                writer.Line($"{target}.WriteBoolean({value}.HasValue);");
                Write(wire.Items[0], target, value + ".GetValueOrDefault()");
                break;
            case WireKind.Tuple:
                for (int i = 0; i < wire.Items.Count; i++)
                    Write(wire.Items[i], target, $"{value}.Item{Text.Of(i + 1)}");
                break;
            case WireKind.String:
                writer.Line($"{target}.WriteString({value});");
                break;
            case WireKind.Span:
                writer.Line($"{target}.WriteSpan<{wire.ElementType}>({value});");
                break;
            case WireKind.Array:
                writer.Line($"{target}.WriteArray<{wire.ElementType}>({value});");
                break;
            case WireKind.Memory or WireKind.LeasedArgument:
                writer.Line($"{target}.WriteSpan<{wire.ElementType}>({value}.Span);");
                break;
            case WireKind.Message:
                writer.Line($"{contract.Names.Definition}.Write{MessageNames.In(contract).Of(wire.Codec!)}(ref {target}, {value});");
                break;
            default:
                throw new InvalidOperationException(wire.Kind.ToString());
        }
    }

    /// <summary>An expression that reads the value.</summary>
    public string Read(WireSpec wire, string source) => wire.Kind switch
    {
        WireKind.Fixed => $"{source}.Read<{wire.Type}>()",
        WireKind.Validated => $"{source}.Read{wire.Method}()",
        WireKind.Nullable => ReadNullable(wire, source),
        WireKind.Tuple => "(" + string.Join(", ", wire.Items.Select(i => Read(i, source))) + ")",
        WireKind.String => $"{source}.ReadString()" + NotNull(wire, "string"),
        WireKind.Span => $"{source}.ReadSpan<{wire.ElementType}>()",
        WireKind.Array => $"{source}.ReadArray<{wire.ElementType}>()" + NotNull(wire, "array"),
        WireKind.Memory => $"{source}.ReadArray<{wire.ElementType}>()" + NotNull(wire, "block"),
        WireKind.Message => $"{contract.Names.Definition}.Read{MessageNames.In(contract).Of(wire.Codec!)}(ref {source})",
        _ => throw new InvalidOperationException(wire.Kind.ToString()),
    };

    /// <summary>An expression that reads an argument out of a call being dispatched.</summary>
    public string ReadArgument(WireSpec wire, string call) => wire.Kind switch
    {
        WireKind.Callback => $"{call}.ReadCallback<{wire.ElementType}>()" + NotNull(wire, "callback"),
        WireKind.LeasedArgument => $"{call}.ReadLease<{wire.ElementType}>()",
        _ => Read(wire, call + ".Reader"),
    };

    /// <summary>Presence and value always both stand there; the pattern reads them in this order.</summary>
    private string ReadNullable(WireSpec wire, string source)
    {
        string present = locals.Take("present");
        WireSpec value = wire.Items[0];
        return $"(({source}.ReadBoolean(), {Read(value, source)}) is (true, var {present}) ? {present} : default({wire.Type}))";
    }

    private static string NotNull(WireSpec wire, string what) =>
        wire.AllowsNull ? "" : $" ?? throw {Text.CompilerServices}IkcMessage.Malformed(\"{what}\")";
}
