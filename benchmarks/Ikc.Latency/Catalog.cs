// SPDX-License-Identifier: MIT
namespace Ikc.Latency;

/// <summary>The series, in the order in which a repetition measures them: each floor shortly before what is compared to it.</summary>
internal static class Catalog
{
    private const double SpinTarget = 2;
    private const double ParkTarget = 1.3;
    private const double InPlaceTarget = 1.3;

    public static IEnumerable<Series> Make() =>
    [
        new("clock", "floor", 0, null, null),
        new("cache-line", "floor", 8, null, null),
        new("sync-add", "spin", 8, "cache-line", SpinTarget),
        new("sync-add", "adaptive", 8, "cache-line", null),
        new("async-add", "spin", 8, "cache-line", null),
        new("async-add", "adaptive", 8, "cache-line", null),
        new("eventfd", "floor", 8, null, null),
        new("socket", "floor", 8, null, null),
        new("sync-add", "park", 8, "socket", ParkTarget, "eventfd"),
        new("async-add", "park", 8, "socket", null),
        new("memcpy", "floor", Bulk.SizeBytes, null, null),
        new("memcpy+sum", "floor", Bulk.SizeBytes, null, null),
        new("handed-over", "floor", Bulk.SizeBytes, "memcpy+sum", null),
        new("inplace", "spin", Bulk.SizeBytes, "memcpy+sum", InPlaceTarget, "handed-over"),
        new("handed-in", "floor", Bulk.SizeBytes, "memcpy+sum", null),
        new("span", "spin", Bulk.SizeBytes, "handed-in", null),
    ];
}
