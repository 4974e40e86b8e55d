// SPDX-License-Identifier: MIT
namespace Ikc.C;

/// <summary>The library and its programs, built once: as a user builds them, and with sanitizers.</summary>
public sealed class Build : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ikc-c-");

    public Build()
    {
        string header = Path.Combine(_folder.FullName, "test_cross.h");
        (int code, _, string error) = Commands.Ikc("header", Commands.ContractAssembly, "-o", header);
        Assert.True(code == 0, error);
        Peer = Make("plain", "peer", "-O2");
        SanitizedPeer = Make("sanitized", "peer", "-O1", "-fsanitize=address,undefined", "-fno-sanitize-recover=all");
        Fuzz = Make("sanitized", "fuzz", "-O1", "-fsanitize=address,undefined", "-fno-sanitize-recover=all");
    }

    public string Peer { get; }

    public string SanitizedPeer { get; }

    public string Fuzz { get; }

    public void Dispose() => _folder.Delete(recursive: true);

    private string Make(string name, string program, params string[] flags)
    {
        string library = Path.Combine(Commands.Root, "src", "libikc");
        string built = Path.Combine(_folder.FullName, name);
        Commands.MustRun("make", "-s", "-C", library, $"OUT={built}", "CC=gcc", "CFLAGS=-g " + string.Join(' ', flags));
        string output = Path.Combine(built, program);
        Commands.MustRun("gcc",
        [
            "-std=c11", "-D_GNU_SOURCE", "-Wall", "-Wextra", "-Werror", "-g", .. flags, "-I" + _folder.FullName, "-I" + Path.Combine(library, "include"),
            "-I" + Path.Combine(Commands.Root, "docs"), Path.Combine(library, "tests", program + ".c"), Path.Combine(built, "libikc.a"), "-lpthread", "-o", output,
        ]);
        return output;
    }
}
