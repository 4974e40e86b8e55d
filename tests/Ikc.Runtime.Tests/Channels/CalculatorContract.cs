// SPDX-License-Identifier: MIT
using Ikc.CompilerServices;

namespace Ikc.Channels;

/// <summary>Three methods: a synchronous sum, an asynchronous one, and a lease.</summary>
internal static class CalculatorContract
{
    public const string Id = "test.calculator";

    public static IkcContractDefinition<object> Definition { get; } = new(
        Id,
        [],
        [
            new IkcMethodDefinition(Id, 1, "Add", IkcMethodKind.Sync, 11),
            new IkcMethodDefinition(Id, 2, "AddAsync", IkcMethodKind.Async, 12),
            new IkcMethodDefinition(Id, 3, "Fill", IkcMethodKind.Sync, 13),
        ],
        static channel => new CalculatorClient(channel),
        static _ => new Dispatcher(),
        static (inner, _) => inner);

    private sealed class Dispatcher : IkcDispatcher
    {
        public override void Dispatch(scoped ref IkcServerCall call)
        {
            switch (call.Method)
            {
                case 0:
                {
                    int sum = call.Reader.Read<int>() + call.Reader.Read<int>();
                    call.EndArguments();
                    call.BeginReply(4);
                    call.Writer.Write(sum);
                    call.Reply();
                    return;
                }
                case 1:
                {
                    int sum = call.Reader.Read<int>() + call.Reader.Read<int>();
                    call.EndArguments();
                    call.ReplyAsync(new ValueTask<int>(sum), 4, static (scoped ref IkcWriter writer, int value) => writer.Write(value));
                    return;
                }
                case 2:
                {
                    int count = call.Reader.Read<int>();
                    call.EndArguments();
                    IkcLease<byte> lease = IkcLease<byte>.Rent(count);
                    lease.Span.Fill(7);
                    call.ReplyLease(lease);
                    return;
                }
                default:
                    call.Unimplemented();
                    return;
            }
        }
    }
}
