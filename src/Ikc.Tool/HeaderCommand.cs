// SPDX-License-Identifier: MIT
namespace Ikc.Tool;

/// <summary><c>ikc header</c>.</summary>
internal static class HeaderCommand
{
    private const int LeftOut = 3;

    public static int Run(ReadOnlySpan<string> arguments)
    {
        string? assembly = null;
        string? output = null;
        string? contract = null;
        bool strict = false;
        for (int i = 0; i < arguments.Length; i++)
        {
            switch (arguments[i])
            {
                case "-o":
                    output = Next(arguments, ref i);
                    break;
                case "--contract":
                    contract = Next(arguments, ref i);
                    break;
                case "--strict":
                    strict = true;
                    break;
                case var option when option.StartsWith('-'):
                    throw new UsageException($"There is no option '{option}'.");
                default:
                    if (assembly is not null)
                        throw new UsageException("One assembly at a time.");
                    assembly = arguments[i];
                    break;
            }
        }

        if (assembly is null)
            throw new UsageException("Which assembly?");
        using var reader = new ContractReader(assembly);
        var header = new HeaderWriter(reader.AssemblyName);
        foreach (Contract found in reader.Read(contract))
            header.Add(found);
        string text = header.ToString();
        if (output is null)
            Console.Out.Write(text);
        else
            File.WriteAllText(output, text);
        return strict && header.HasLeftOut ? LeftOut : 0;
    }

    private static string Next(ReadOnlySpan<string> arguments, ref int i) =>
        ++i < arguments.Length ? arguments[i] : throw new UsageException($"'{arguments[i - 1]}' needs a value.");
}
