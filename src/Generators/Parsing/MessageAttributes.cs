// SPDX-License-Identifier: MIT
namespace Ikc.Generators.Parsing;

/// <summary>MessagePack's attributes, by name.</summary>
internal static class MessageAttributes
{
    public const string Object = "MessagePack.MessagePackObjectAttribute";
    public const string Key = "MessagePack.KeyAttribute";
    public const string Ignore = "MessagePack.IgnoreMemberAttribute";
    public const string IgnoreData = "System.Runtime.Serialization.IgnoreDataMemberAttribute";
    public const string Union = "MessagePack.UnionAttribute";
    public const string Constructor = "MessagePack.SerializationConstructorAttribute";
    public const string Formatter = "MessagePack.MessagePackFormatterAttribute";
    public const string Callbacks = "MessagePack.IMessagePackSerializationCallbackReceiver";
}
