// SPDX-License-Identifier: MIT
namespace Ikc.Generators.Contracts;

/// <summary>Messages in all their forms.</summary>
[IkcContract("test.pricing")]
public partial interface IPricing
{
    [IkcMethod(1)]
    ValueTask<Quote> QuoteAsync(QuoteRequest request, CancellationToken cancellationToken = default);

    [IkcMethod(2)]
    Shape? Grow(Shape shape, List<string?> names, Dictionary<string, Quote[]>? quotes);

    [IkcMethod(3)]
    ValueTask<(string Name, int Count)> CountAsync(IReadOnlyList<Guid> ids, HashSet<DayOfWeek> days, CancellationToken cancellationToken = default);

    [IkcMethod(4)]
    string[] Split(string text, Uri? source, Point? point, int?[] numbers);

    [IkcMethod(5)]
    Everything Echo(Everything everything);
}
