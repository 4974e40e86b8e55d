// SPDX-License-Identifier: MIT
using System.Collections.Concurrent;

namespace Ikc.Execution.Documents;

[IkcContract("readme.frames")]
public partial interface IFrames
{
    [IkcMethod(1)] int Brightest(ReadOnlySpan<byte> frame);

    [IkcMethod(2)] ValueTask<int> StoreAsync(string camera, IkcLease<byte> frame, CancellationToken token = default);

    [IkcMethod(3)] IkcLease<byte> Row(string camera, int row);
}

public sealed class Frames(int width) : IFrames
{
    private readonly ConcurrentDictionary<string, IkcLease<byte>> _latest = new();

    public int Brightest(ReadOnlySpan<byte> frame) // lent until the method ends
    {
        int brightest = 0;
        foreach (byte one in frame)
            brightest = Math.Max(brightest, one);
        return brightest;
    }

    public async ValueTask<int> StoreAsync(string camera, IkcLease<byte> frame, CancellationToken token = default)
    {
        await Task.Delay(1, token); // the caller's memory is still there
        _latest.AddOrUpdate(camera, static (_, mine) => mine, static (_, old, mine) => Replace(old, mine), frame.Keep());
        return frame.Length;
    }

    public IkcLease<byte> Row(string camera, int row)
    {
        IkcLease<byte> result = IkcLease<byte>.Rent(width); // memory that the caller reads
        _latest[camera].Span.Slice(row * width, width).CopyTo(result.Span);
        return result;
    }

    private static IkcLease<byte> Replace(IkcLease<byte> old, IkcLease<byte> mine)
    {
        old.Dispose(); // frees its memory for the caller's next frame
        return mine;
    }
}

public static class Camera
{
    public static async Task<string> FilmAsync(IFrames frames)
    {
        int stored = 0;
        for (int number = 1; number <= 3; number++)
            stored += await StoreAsync(frames, number);
        using IkcLease<byte> row = frames.Row("left", 5);
        return $"{stored}: {row.Span[0]}, {frames.Brightest(row.Span)}";
    }

    private static ValueTask<int> StoreAsync(IFrames frames, int number)
    {
        using IkcLoan<byte, ValueTask<int>> loan = frames.BeginStoreAsync("left", 640 * 480);
        Capture(loan.Span, number); // writes where the service reads
        return loan.Send();
    }

    private static void Capture(Span<byte> frame, int number) => frame.Fill((byte)number);
}
