// SPDX-License-Identifier: MIT
using Ikc.CompilerServices;

namespace Ikc.Channels;

/// <summary>A client as the generator would write it, so that these tests need no generator.</summary>
internal sealed class CalculatorClient(IkcChannel channel) : IkcClient(channel)
{
    public int Add(int a, int b, TimeSpan? deadline = null)
    {
        BeginSync(out IkcSyncCall call, 0, 8, new IkcCallOptions(deadline));
        try
        {
            call.Writer.Write(a);
            call.Writer.Write(b);
            call.Invoke();
            return call.Reader.Read<int>();
        }
        finally
        {
            call.Dispose();
        }
    }

    public ValueTask<int> AddAsync(int a, int b, TimeSpan? deadline = null)
    {
        BeginAsync(out IkcAsyncCall call, 1, 8, new IkcCallOptions(deadline), default);
        try
        {
            call.Writer.Write(a);
            call.Writer.Write(b);
            return call.Send(static (scoped ref IkcReader reader) => reader.Read<int>());
        }
        finally
        {
            call.Dispose();
        }
    }

    /// <summary>As Add, with declared faults.</summary>
    public int Add(int a, int b, IkcFaultDecoder faults)
    {
        BeginSync(out IkcSyncCall call, 0, 8, default);
        try
        {
            call.Writer.Write(a);
            call.Writer.Write(b);
            call.Invoke(faults);
            return call.Reader.Read<int>();
        }
        finally
        {
            call.Dispose();
        }
    }

    /// <summary>As AddAsync, with declared faults.</summary>
    public ValueTask<int> AddAsync(int a, int b, IkcFaultDecoder faults)
    {
        BeginAsync(out IkcAsyncCall call, 1, 8, default, default);
        try
        {
            call.Writer.Write(a);
            call.Writer.Write(b);
            call.Expect(faults);
            return call.Send(static (scoped ref IkcReader reader) => reader.Read<int>());
        }
        finally
        {
            call.Dispose();
        }
    }

    public IkcLease<byte> Fill(int count)
    {
        BeginSync(out IkcSyncCall call, 2, 4, default);
        try
        {
            call.Writer.Write(count);
            call.Invoke();
            return call.TakeLease<byte>();
        }
        finally
        {
            call.Dispose();
        }
    }
}
