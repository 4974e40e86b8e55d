// SPDX-License-Identifier: MIT
using Ikc.CompilerServices;

namespace Ikc.Channels.Callbacks;

/// <summary>One asynchronous method that keeps a callback and answers at once.</summary>
internal static class BorrowerContract
{
    public const string Id = "test.borrower";

    public static IkcContractDefinition<object> Definition { get; } = new(
        Id,
        [],
        [new IkcMethodDefinition(Id, 1, "KeepAsync", IkcMethodKind.Async, 31)],
        static channel => new Client(channel),
        static kept => new Dispatcher((List<ITarget>)kept),
        static (inner, _) => inner);

    internal sealed class Client(IkcChannel channel) : IkcClient(channel)
    {
        public ValueTask KeepAsync(ITarget target)
        {
            BeginAsync(out IkcAsyncCall call, 0, -1, default, default);
            try
            {
                call.WriteCallback(target);
                return call.Send();
            }
            finally
            {
                call.Dispose();
            }
        }
    }

    private sealed class Dispatcher(List<ITarget> kept) : IkcDispatcher
    {
        public override void Dispatch(scoped ref IkcServerCall call)
        {
            ITarget target = call.ReadCallback<ITarget>() ?? throw IkcMessage.Malformed("callback");
            call.EndArguments();
            lock (kept)
                kept.Add(target);
            call.ReplyAsync(default);
        }
    }
}
