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

    [Fact]
    public Task A_lease_that_stays_is_declared_with_using() =>
        MendsAllAsync(
            new DisposeLease(),
            Reading("""
                // The first page.
                var lease = files.Read(8);
                        IkcLease<byte> awaited = await files.ReadAsync(8);
                        if (lease.Length == 0)
                            return 0;
                        awaited.Dispose();
                """),
            Reading("""
                // The first page.
                using var lease = files.Read(8);
                        using IkcLease<byte> awaited = await files.ReadAsync(8);
                        if (lease.Length == 0)
                            return 0;
                        awaited.Dispose();
                """));

    [Fact]
    public Task A_lease_that_nobody_keeps_is_disposed() =>
        MendsAllAsync(
            new DisposeLease(),
            Reading("""
                files.Read(8); // only to see whether it is there
                        _ = files.Read(8);
                        await files.ReadAsync(8).ConfigureAwait(false);
                """),
            Reading("""
                files.Read(8).Dispose(); // only to see whether it is there
                        files.Read(8).Dispose();
                        (await files.ReadAsync(8).ConfigureAwait(false)).Dispose();
                """));

    /// <summary>With <c>using</c>, what is handed on would be dead on arrival; what is assigned twice would not compile.</summary>
    [Theory]
    [InlineData("var lease = files.Read(8); if (lease.Length == 0) return 0; Keep(lease);")]
    [InlineData("var lease = files.Read(8); lease = files.Read(9); lease.Dispose();")]
    [InlineData("IkcLease<byte> lease; lease = files.Read(8);")]
    [InlineData("var lease = files.Read(8); Later(() => lease.Length);")]
    [InlineData("switch (files.GetHashCode()) { case 0: var lease = files.Read(8); break; }")]
    [InlineData("return files.Read(8).Length;")]
    public async Task Using_is_not_offered_where_it_would_not_do(string body) =>
        Assert.False(await new CodeFixing(new DisposeLease(), shipped: null, Reading(body)).IsOfferedAsync());

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

    private static string Reading(string body) => $$"""
        using System;
        using System.Threading;
        using System.Threading.Tasks;
        using Ikc;

        [IkcContract("a")]
        public partial interface IFiles
        {
            [IkcMethod(1)] IkcLease<byte> Read(int count);
            [IkcMethod(2)] ValueTask<IkcLease<byte>> ReadAsync(int count, CancellationToken token = default);
        }

        public static class Reader
        {
            public static async ValueTask<int> ReadAsync(IFiles files)
            {
                {{body}}
                return 1;
            }

            private static void Keep(IkcLease<byte> lease) => lease.Dispose();

            private static void Later(Func<int> count) => count();
        }
        """;
}
