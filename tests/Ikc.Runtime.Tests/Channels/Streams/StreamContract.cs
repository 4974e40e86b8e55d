// SPDX-License-Identifier: MIT
using Ikc.CompilerServices;

namespace Ikc.Channels.Streams;

/// <summary>Streams as the generator would write them, so that these tests need no generator.</summary>
internal static class StreamContract
{
    public const string Id = "test.streams";

    public const ushort Ticks = 0;
    public const ushort Sum = 1;
    public const ushort Hold = 2;
    public const ushort Join = 3;
    public const ushort Scale = 4;
    public const ushort Add = 5;

    public static IkcContractDefinition<object> Definition { get; } = new(
        Id,
        [],
        [
            new IkcMethodDefinition(Id, 1, "Ticks", IkcMethodKind.Stream, 11),
            new IkcMethodDefinition(Id, 2, "Sum", IkcMethodKind.Stream, 12),
            new IkcMethodDefinition(Id, 3, "Hold", IkcMethodKind.Stream, 13),
            new IkcMethodDefinition(Id, 4, "Join", IkcMethodKind.Stream, 14),
            new IkcMethodDefinition(Id, 5, "Scale", IkcMethodKind.Stream, 15),
            new IkcMethodDefinition(Id, 6, "Add", IkcMethodKind.Async, 16),
        ],
        static channel => new StreamClient(channel),
        static _ => new StreamDispatcher(),
        static (inner, _) => inner);

    /// <summary>An item of 64 bytes.</summary>
    public struct Tick
    {
        public long Number;
        public (long, long, long) A;
        public (long, long, long, long) B;

        public static Tick Of(long number) => new() { Number = number, A = (number, 2, 3), B = (4, 5, 6, ~number) };
    }
}
