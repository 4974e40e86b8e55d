// SPDX-License-Identifier: MIT
namespace Ikc.Tool;

/// <summary>The <c>ikc</c> command.</summary>
internal static class Program
{
    private const string Usage = """
        ikc header CONTRACT.DLL [-o FILE] [--contract NAME] [--strict]

          Writes a C header of the contracts in an assembly, which is read and never run.

          -o FILE           writes there instead of standard output
          --contract NAME   only the contract with this id, or of the interface with this name
          --strict          ends with 3 if a method had to be left out

        Ends with 0; 1 if the assembly cannot be read or has no such contract; 2 if the command is not understood.
        """;

    public static int Main(string[] arguments)
    {
        if (arguments is [] or ["--help" or "-h" or "help", ..] or ["header", "--help" or "-h"])
        {
            Console.Out.WriteLine(Usage);
            return arguments.Length == 0 ? 2 : 0;
        }

        try
        {
            return arguments[0] == "header" ? HeaderCommand.Run(arguments.AsSpan(1)) : throw new UsageException($"There is no command '{arguments[0]}'.");
        }
        catch (UsageException wrong)
        {
            Console.Error.WriteLine($"ikc: {wrong.Message}\n\n{Usage}");
            return 2;
        }
        catch (Exception failed) when (failed is ContractException or IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine($"ikc: {failed.Message}");
            return 1;
        }
    }
}
