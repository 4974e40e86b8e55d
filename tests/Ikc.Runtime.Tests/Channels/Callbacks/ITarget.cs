// SPDX-License-Identifier: MIT
using Ikc.CompilerServices;

namespace Ikc.Channels.Callbacks;

/// <summary>A contract to be lent, as the generator would complete it.</summary>
internal interface ITarget : IIkcContract<ITarget>
{
    const string Id = "test.target";

    int Ping(int value);

    static IkcContractDefinition<ITarget> IIkcContract<ITarget>.Definition => TargetContract.Definition;
}

internal sealed class Target : ITarget
{
    public int Ping(int value) => value + 1;
}

internal static class TargetContract
{
    public static IkcContractDefinition<ITarget> Definition { get; } = new(
        ITarget.Id,
        [],
        [new IkcMethodDefinition(ITarget.Id, 1, "Ping", IkcMethodKind.Sync, 21)],
        static channel => new Client(channel),
        static target => new Dispatcher(target),
        static (inner, _) => inner);

    private sealed class Client(IkcChannel channel) : IkcClient(channel), ITarget
    {
        public int Ping(int value)
        {
            BeginSync(out IkcSyncCall call, 0, 4, new IkcCallOptions(TimeSpan.FromMilliseconds(200)));
            try
            {
                call.Writer.Write(value);
                call.Invoke();
                return call.Reader.Read<int>();
            }
            finally
            {
                call.Dispose();
            }
        }
    }

    private sealed class Dispatcher(ITarget target) : IkcDispatcher
    {
        public override void Dispatch(scoped ref IkcServerCall call)
        {
            int value = call.Reader.Read<int>();
            call.EndArguments();
            int result = target.Ping(value);
            call.BeginReply(4);
            call.Writer.Write(result);
            call.Reply();
        }
    }
}
