// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using Ikc.Generators.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Ikc.Generators;

/// <summary>A loan, which a caller fills and sends, is held to what a lease is held to. Sending is an end as good as disposing.</summary>
public sealed class LoanTests
{
    [Theory]
    [InlineData("var loan = Loans.Begin(8); loan.Span.Clear();", "IKC0120")]
    [InlineData("var loan = Loans.Ask(8); if (loan.Span.Length == 0) return; loan.Send();", "IKC0120")]
    [InlineData("Loans.Begin(8);", "IKC0121")]
    [InlineData("var loan = Loans.Begin(8); loan.Dispose(); loan.Send();", "IKC0123")]
    public async Task What_is_lost_is_reported(string body, string id) => Assert.Equal([id], await AnalyzeAsync(body));

    [Theory]
    [InlineData("var loan = Loans.Begin(8); loan.Span.Clear(); loan.Send();")]
    [InlineData("using var loan = Loans.Ask(8); if (loan.Span.Length > 0) System.Console.WriteLine(loan.Send());")]
    [InlineData("var loan = Loans.Begin(8); Fill(ref loan);")]
    public async Task What_is_sent_is_not(string body) => Assert.Empty(await AnalyzeAsync(body));

    /// <summary>A program without a method around it is one too, and a lambda that the compiler leaves out is none.</summary>
    [Fact]
    public async Task Programs_of_statements_are_looked_at()
    {
        CSharpCompilation compilation = Compile.Sources("""
            var lease = Ikc.IkcLease<byte>.Rent(8);
            System.Func<int> none = false ? () => { var inner = Ikc.IkcLease<byte>.Rent(8); return inner.Length; } : () => 0;
            System.Console.WriteLine(lease.Length + none());
            """);
        ImmutableArray<Diagnostic> found = await Compile.AnalyzeAsync(compilation.WithOptions(compilation.Options.WithOutputKind(OutputKind.ConsoleApplication)));
        Assert.Contains(found, diagnostic => diagnostic.Id == "IKC0120" && diagnostic.Location.SourceSpan.Start == 4);
        Assert.All(found, diagnostic => Assert.Equal("IKC0120", diagnostic.Id));
    }

    private static async Task<IEnumerable<string>> AnalyzeAsync(string body)
    {
        Compilation compilation = Compile.Sources($$"""
            #pragma warning disable CS0436 // stands for the runtime's own
            namespace Ikc
            {
                public ref struct IkcLoan<T> where T : unmanaged
                {
                    public System.Span<T> Span => default;
                    public void Send() { }
                    public void Dispose() { }
                }

                public ref struct IkcLoan<T, TResult> where T : unmanaged
                {
                    public System.Span<T> Span => default;
                    public TResult Send() => default!;
                    public void Dispose() { }
                }

                public static class Loans
                {
                    public static IkcLoan<byte> Begin(int count) => default;
                    public static IkcLoan<byte, int> Ask(int count) => default;
                    private static void Fill(ref IkcLoan<byte> loan) => loan.Send();
                    public static void Use() { {{body}} }
                }
            }
            """);
        ImmutableArray<Diagnostic> found = await Compile.AnalyzeAsync(Compile.AssertClean(compilation));
        return found.Select(diagnostic => diagnostic.Id);
    }
}
