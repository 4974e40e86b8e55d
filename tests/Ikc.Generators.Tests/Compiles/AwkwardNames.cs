// SPDX-License-Identifier: MIT
using System;
using System.Threading;
using System.Threading.Tasks;

namespace @class.System.Ikc.@int
{
    public class Client;

    public struct IkcCallOptions;

    public static class IOddCalls;

    [global::Ikc.IkcStruct]
    public struct @struct
    {
        public int @event;
    }

    /// <summary>Names that are keywords, or that generated code might want for itself.</summary>
    [global::Ikc.IkcContract("odd")]
    public partial interface IOdd
    {
        [global::Ikc.IkcMethod(1)]
        int @return(int call, int options, int client, int derived, int reader, int present, int result, int value, int writer, int @this);

        [global::Ikc.IkcMethod(2)]
        ValueTask<string?> ToString(string? call, int? options, @struct? present, CancellationToken token = default);

        [global::Ikc.IkcMethod(3)]
        string ToString();

        [global::Ikc.IkcMethod(4)]
        int GetHashCode(int _target, int _options, int _service);

        [global::Ikc.IkcMethod(5)]
        int _target(int Channel, ReadOnlySpan<int> BeginSync, scoped ReadOnlySpan<@struct> target);

        [global::Ikc.IkcMethod(6)]
        ValueTask DisposeAsync(int @await, CancellationToken @default = default);

        [global::Ikc.IkcMethod(7)]
        void Dispatch(in @struct global, @struct @in = default);

        [global::Ikc.IkcMethod(8)]
        bool Equals(object_ other);

        [global::Ikc.IkcMethod(9)]
        int IOddClient(string @string = "a\"b\n", double @double = double.NaN, DayOfWeek day = DayOfWeek.Friday, char c = '\'', decimal d = 1.5m);
    }

    [global::MessagePack.MessagePackObject]
    public class object_
    {
        [global::MessagePack.Key(0)]
        public string @namespace { get; set; } = "";

        [global::MessagePack.Key(1)]
        public int value;

        [global::MessagePack.Key(2)]
        public object_[]? @object { get; init; }
    }
}
