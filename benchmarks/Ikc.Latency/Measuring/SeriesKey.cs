// SPDX-License-Identifier: MIT
namespace Ikc.Latency.Measuring;

/// <summary>What makes a series another one than the next.</summary>
/// <param name="Name">What is called.</param>
/// <param name="Policy">"spin", "adaptive" or "park"; "floor", or "peer" for what is not ours.</param>
/// <param name="PayloadBytes">Bytes of one call.</param>
/// <param name="Clients">Callers at a time.</param>
/// <param name="InFlight">Calls at a time of one caller.</param>
/// <param name="OfferedPerS">Open loop: calls begun a second, whatever becomes of the ones before; 0: closed loop.</param>
/// <param name="WorkUs">How long the service works.</param>
/// <param name="Beside">What goes on meanwhile; empty: nothing.</param>
internal sealed record SeriesKey(
    string Name,
    string Policy,
    int PayloadBytes = 8,
    int Clients = 1,
    int InFlight = 1,
    int OfferedPerS = 0,
    int WorkUs = 0,
    string Beside = "")
{
    public const string Floor = "floor";
    public const string Peer = "peer";

    /// <summary>The name and whatever is not as usual.</summary>
    public override string ToString() => string.Join(' ', Words());

    private IEnumerable<string> Words()
    {
        yield return Name;
        if (PayloadBytes != 8)
            yield return Size(PayloadBytes);
        if (Clients != 1)
            yield return $"{Clients} clients";
        if (InFlight != 1)
            yield return $"{InFlight} in flight";
        if (OfferedPerS != 0)
            yield return $"{OfferedPerS / 1000} k/s";
        if (WorkUs != 0)
            yield return $"{WorkUs} µs work";
        if (Beside.Length > 0)
            yield return Beside;
    }

    public static string Size(int bytes) => bytes switch
    {
        >= 1 << 20 => $"{bytes >> 20} MiB",
        >= 1 << 10 => $"{bytes >> 10} KiB",
        _ => $"{bytes} B",
    };
}
