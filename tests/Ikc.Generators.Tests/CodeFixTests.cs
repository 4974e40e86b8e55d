// SPDX-License-Identifier: MIT
using Ikc.CodeFixes;
using Ikc.Generators.Harness;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Ikc.Generators;

/// <summary>Each fix leaves exactly the text that one would have written, and nothing that its diagnostic is reported for.</summary>
public sealed class CodeFixTests
{
    [Fact]
    public Task Partial_is_written_at_every_type_around() =>
        MendsAllAsync(
            new MakePartial(),
            """
            using Ikc;

            public class Outer
            {
                /// <summary>Inside.</summary>
                [IkcContract("a")]
                public interface IInside
                {
                    [IkcMethod(1)] int Get();
                }
            }
            """,
            """
            using Ikc;

            public partial class Outer
            {
                /// <summary>Inside.</summary>
                [IkcContract("a")]
                public partial interface IInside
                {
                    [IkcMethod(1)] int Get();
                }
            }
            """);

    [Fact]
    public Task Ids_are_the_next_free_ones() =>
        MendsAllAsync(
            new GiveMethodId(),
            """
            using Ikc;

            [IkcContract("a"), IkcReserved(2)]
            public partial interface IThing
            {
                /// <summary>First.</summary>
                int First();

                [IkcMethod(3)]
                int Second();

                int Third(int value);
            }
            """,
            """
            using Ikc;

            [IkcContract("a"), IkcReserved(2)]
            public partial interface IThing
            {
                /// <summary>First.</summary>
                [IkcMethod(1)]
                int First();

                [IkcMethod(3)]
                int Second();

                [IkcMethod(5)]
                int Third(int value);
            }
            """,
            shipped: """
            contract a
            4 Gone sync()->void
            """);

    [Fact]
    public Task A_struct_is_marked_wherever_it_stands() =>
        MendsAllAsync(
            new MarkStruct(),
            """
            namespace Some;

            [Ikc.IkcContract("a")]
            public partial interface IThing
            {
                [Ikc.IkcMethod(1)] int Count(System.ReadOnlySpan<Point> points);
            }

            /// <summary>A place.</summary>
            public struct Point
            {
                public int X;
            }
            """,
            """
            namespace Some;

            [Ikc.IkcContract("a")]
            public partial interface IThing
            {
                [Ikc.IkcMethod(1)] int Count(System.ReadOnlySpan<Point> points);
            }

            /// <summary>A place.</summary>
            [Ikc.IkcStruct]
            public struct Point
            {
                public int X;
            }
            """);

    [Fact]
    public Task A_token_moves_to_the_end() =>
        MendsAllAsync(
            new PlaceToken(),
            Async("ValueTask GoAsync(CancellationToken token, int a, string b);"),
            Async("ValueTask GoAsync(int a, string b, CancellationToken token);"));

    [Fact]
    public Task A_token_is_added() =>
        MendsAllAsync(
            new PlaceToken(),
            Async("ValueTask GoAsync(int a);"),
            Async("ValueTask GoAsync(int a, CancellationToken cancellationToken = default);"));

    [Fact]
    public Task A_token_is_added_where_its_namespace_is_not_used() =>
        MendsAllAsync(
            new PlaceToken(),
            """
            [Ikc.IkcContract("a")]
            public partial interface IThing
            {
                [Ikc.IkcMethod(1)] System.Collections.Generic.IAsyncEnumerable<int> Watch();
            }
            """,
            """
            [Ikc.IkcContract("a")]
            public partial interface IThing
            {
                [Ikc.IkcMethod(1)] System.Collections.Generic.IAsyncEnumerable<int> Watch(System.Threading.CancellationToken cancellationToken = default);
            }
            """);

    [Fact]
    public Task The_ids_of_what_is_gone_are_reserved() =>
        MendsAllAsync(
            new ReserveId(),
            """
            using Ikc;

            [IkcContract("a")]
            public partial interface IThing
            {
                [IkcMethod(1)] int Get();
            }
            """,
            """
            using Ikc;

            [IkcContract("a")]
            [IkcReserved(2)]
            [IkcReserved(3)]
            public partial interface IThing
            {
                [IkcMethod(1)] int Get();
            }
            """,
            shipped: """
            contract a
            1 Get sync()->i4
            2 Set sync(i4)->void
            3 reserved
            """);

    /// <summary>One at a time, and all in one go, come to the same text.</summary>
    private static async Task MendsAllAsync(CodeFixProvider provider, string before, string after, string? shipped = null)
    {
        var once = new CodeFixing(provider, shipped, before);
        await once.FixAllAsync();
        Assert.Equal(after, await once.SourceAsync());
        Assert.DoesNotContain(await once.AnalyzeAsync(), d => provider.FixableDiagnosticIds.Contains(d.Id));

        var stepwise = new CodeFixing(provider, shipped, before);
        while ((await stepwise.AnalyzeAsync()).Any(d => provider.FixableDiagnosticIds.Contains(d.Id)))
            await stepwise.FixOneAsync();
        Assert.Equal(after, await stepwise.SourceAsync());
    }

    private static string Async(string method) => $$"""
        using System.Threading;
        using System.Threading.Tasks;
        using Ikc;

        [IkcContract("a")]
        public partial interface IThing
        {
            [IkcMethod(1)] {{method}}
        }
        """;
}
