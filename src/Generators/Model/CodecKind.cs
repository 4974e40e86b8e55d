// SPDX-License-Identifier: MIT
namespace Ikc.Generators.Model;

/// <summary>How a value inside a message is coded.</summary>
internal enum CodecKind
{
    /// <summary>By MessagePack's own writer and reader.</summary>
    Reader,

    /// <summary>By a helper of the runtime.</summary>
    Helper,

    /// <summary>As the underlying integer.</summary>
    Enum,

    /// <summary>Nil or the value of a nullable value type.</summary>
    Nullable,

    /// <summary>By a generated formatter.</summary>
    Formatter,
}
