// SPDX-License-Identifier: MIT
using Ikc.Channels;
using Ikc.Channels.Streams;

namespace Ikc.CompilerServices;

/// <summary>A call with streams being prepared. Used by generated clients only, on one thread.</summary>
public ref struct IkcStreamCall
{
    /// <summary>Takes the arguments that are no streams.</summary>
    public IkcWriter Writer;

    private readonly ClientConnection _connection;
    private readonly int _ordinal;
    private readonly long _timeoutNs;
    private readonly CancellationToken _token;
    private EncodeBuffer? _buffer;
    private List<StreamSource>? _sources;
    private IkcFaultDecoder? _faults;

    internal IkcStreamCall(ClientConnection connection, int ordinal, IkcCallOptions options, CancellationToken token)
    {
        _connection = connection;
        _ordinal = ordinal;
        _timeoutNs = options.Deadline is { } deadline ? ClientConnection.ToNs(deadline) : 0;
        _token = token;
        _buffer = EncodeBuffer.Rent();
        Writer = new IkcWriter(_buffer);
    }

    /// <summary>The next parameter that is a stream, in order of declaration.</summary>
    /// <param name="items">The items.</param>
    /// <param name="itemBytes">Bytes of each where that is constant; else -1.</param>
    /// <param name="encoder">Writes one item.</param>
    public void Add<T>(IAsyncEnumerable<T> items, int itemBytes, IkcEncoder<T> encoder) =>
        (_sources ??= []).Add(new StreamSource<T>(items, itemBytes, encoder));

    /// <summary>Says which faults the method declares.</summary>
    public void Expect(IkcFaultDecoder faults) => _faults = faults;

    /// <summary>The result as a stream. The call is made when it is enumerated, and made again when it is enumerated again.</summary>
    /// <param name="itemBytes">Bytes of each item where that is constant; else -1.</param>
    /// <param name="decoder">Reads one item.</param>
    public readonly IAsyncEnumerable<T> Receive<T>(int itemBytes, IkcDecoder<T> decoder) =>
        new ReceivedStream<T>(Prepare(), itemBytes, decoder);

    /// <summary>Makes the call; the task ends with its reply.</summary>
    public readonly ValueTask Send()
    {
        var result = new StreamResult<bool>(null);
        Start(result);
        return new ValueTask(result.Task);
    }

    /// <summary>Makes the call; the task gives its result.</summary>
    public readonly ValueTask<T> Send<T>(IkcDecoder<T> decoder)
    {
        var result = new StreamResult<T>(decoder);
        Start(result);
        return new ValueTask<T>(result.Task);
    }

    /// <summary>Frees what the arguments were written into.</summary>
    public void Dispose()
    {
        _buffer?.Return();
        _buffer = null;
    }

    private readonly void Start(IStreamResult result)
    {
        try
        {
            PreparedStreams prepared = Prepare();
            prepared.Start(prepared.NewCall(), result);
        }
        catch (Exception e) when (e is IkcException or OperationCanceledException)
        {
            result.Fail(e, atOnce: true);
        }
    }

    private readonly PreparedStreams Prepare() =>
        new(_connection, _ordinal, Writer.Buffer!.Array.AsSpan(0, Writer.Length).ToArray(), _sources ?? [], _timeoutNs, _faults, _token);
}
