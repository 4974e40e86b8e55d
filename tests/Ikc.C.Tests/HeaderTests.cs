// SPDX-License-Identifier: MIT
namespace Ikc.C;

/// <summary><c>ikc header</c>: what it writes, that compilers take it, and what it says when it cannot.</summary>
public sealed class HeaderTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ikc-header-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void The_header_is_the_one_that_was_reviewed()
    {
        string path = Path.Combine(Commands.Root, "tests", "Ikc.C.Tests", "Snapshots", "test_cross.txt");
        string written = Header();
        Assert.Equal(written, Header());
        if (Environment.GetEnvironmentVariable("IKC_UPDATE_SNAPSHOTS") == "1")
            File.WriteAllText(path, written);
        Assert.Equal(File.ReadAllText(path), written);
    }

    [Fact]
    public void A_contract_beside_another_build_of_the_runtime_is_read()
    {
        byte[] runtime = File.ReadAllBytes(typeof(IkcNode).Assembly.Location);
        int version = runtime.AsSpan().IndexOf(typeof(IkcNode).Module.ModuleVersionId.ToByteArray());
        runtime[version] ^= 1;
        File.WriteAllBytes(Path.Combine(_folder.FullName, "Ikc.Runtime.dll"), runtime);
        string contract = Path.Combine(_folder.FullName, "Ikc.C.Cross.dll");
        File.Copy(Commands.ContractAssembly, contract);
        (int code, _, string error) = Commands.Ikc("header", contract);
        Assert.True(code == 0, error);
    }

    [Theory]
    [InlineData("gcc", "-std=c11", "c")]
    [InlineData("clang", "-std=c11", "c")]
    [InlineData("g++", "-std=c++17", "c++")]
    [InlineData("clang++", "-std=c++17", "c++")]
    public void Compilers_take_it(string compiler, string standard, string language)
    {
        File.WriteAllText(Path.Combine(_folder.FullName, "contract.h"), Header());
        string source = Path.Combine(_folder.FullName, "use.c");
        File.WriteAllText(source, "#include \"contract.h\"\nint main(void) { return (int)test_cross_contract.method_count == 0; }\n");
        Commands.MustRun(compiler, "-x", language, standard, "-Wall", "-Wextra", "-Werror", "-pedantic", "-Wno-unused-function",
            "-I" + Path.Combine(Commands.Root, "src", "libikc", "include"), "-I" + Path.Combine(Commands.Root, "docs"), "-fsyntax-only", source);
    }

    [Fact]
    public void What_has_no_form_in_C_is_named_and_told_only_when_asked()
    {
        Assert.Contains("Left out, because it has a message or a stream: Count,", Header(), StringComparison.Ordinal);
        Assert.Equal(3, Commands.Ikc("header", Commands.ContractAssembly, "--strict").Code);
    }

    [Fact]
    public void Errors_are_clear()
    {
        Check(1, "There is no file", "header", Path.Combine(_folder.FullName, "missing.dll"));
        Check(1, "has no contract that was made", "header", Path.Combine(AppContext.BaseDirectory, "Ikc.Tool.dll"));
        Check(1, "has no contract 'other'; it has test.cross", "header", Commands.ContractAssembly, "--contract", "other");
        Check(2, "There is no option '--what'", "header", "--what");
        Check(2, "There is no command 'hedaer'", "hedaer");
        string damaged = Path.Combine(_folder.FullName, "damaged.dll");
        File.WriteAllText(damaged, "no assembly");
        Check(1, "is no .NET assembly, or is damaged", "header", damaged);
        Assert.Contains("ikc header CONTRACT.DLL", Commands.Ikc("--help").Output, StringComparison.Ordinal);
    }

    /// <summary>Any byte of it may be wrong: it is a header or an error, never a crash.</summary>
    [Fact]
    public void A_damaged_assembly_is_an_error()
    {
        byte[] whole = File.ReadAllBytes(Commands.ContractAssembly);
        string damaged = Path.Combine(_folder.FullName, "cut.dll");
        foreach (int part in (int[])[2, 4, 8])
        {
            File.WriteAllBytes(damaged, whole[..(whole.Length / part)]);
            Check(1, "damaged", "header", damaged);
        }
    }

    private static string Header()
    {
        (int code, string output, string error) = Commands.Ikc("header", Commands.ContractAssembly, "--contract", "test.cross");
        Assert.True(code == 0, error);
        return output;
    }

    private static void Check(int code, string error, params string[] arguments)
    {
        (int Code, string Output, string Error) = Commands.Ikc(arguments);
        Assert.Contains(error, Error, StringComparison.Ordinal);
        Assert.Equal(code, Code);
    }
}
