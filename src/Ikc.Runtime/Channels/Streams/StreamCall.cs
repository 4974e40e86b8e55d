// SPDX-License-Identifier: MIT

namespace Ikc.Channels.Streams;

/// <summary>One side of a call that has a stream in its parameters or its result.</summary>
internal abstract class StreamCall(StreamChannel channel) : StreamSender
{
    public ulong Id { get; set; }

    protected StreamChannel Channel { get; } = channel;

    /// <summary>A stream that goes out has ended, or was stopped. Any thread.</summary>
    public abstract void EndOutput(StreamOutput output, Exception? failure);

    /// <summary>The reader of a stream that comes in has disposed it before its end. Any thread.</summary>
    public abstract void EndInput(StreamInput input);

    /// <summary>An item could not be decoded. Any thread.</summary>
    public abstract void Distrust();

    /// <summary>The stream that comes in under this index; null: the method has none.</summary>
    public abstract StreamInput? Input(ushort index);

    /// <summary>The stream that goes out under this index; null: the method has none.</summary>
    public abstract StreamOutput? Output(ushort index);

    /// <summary>Cancels on the thread pool: what a token calls back is user code.</summary>
    public static void CancelLater(CancellationTokenSource source) =>
        ThreadPool.UnsafeQueueUserWorkItem(
            static state =>
            {
                try
                {
                    ((CancellationTokenSource)state!).Cancel();
                }
                catch (ObjectDisposedException)
                {
                    // The call has ended meanwhile.
                }
                catch (AggregateException)
                {
                    // What a callback of the user's throws has nobody else to go to, and must not end the process.
                }
            },
            source);

    /// <summary>The payload of a failure.</summary>
    public static byte[] EncodeFailure(IkcStatus status, CallFate fate, string text)
    {
        const int TextBytesMax = 1024;
        byte[] payload = new byte[8 + Math.Min(System.Text.Encoding.UTF8.GetMaxByteCount(text.Length), TextBytesMax)];
        BitConverter.TryWriteBytes(payload, (uint)status);
        BitConverter.TryWriteBytes(payload.AsSpan(4), (uint)fate);
        System.Text.Encoding.UTF8.GetEncoder().Convert(text, payload.AsSpan(8), flush: true, out _, out int textBytes, out _);
        return payload[..(8 + textBytes)];
    }
}
