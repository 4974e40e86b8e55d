// SPDX-License-Identifier: MIT
using Ikc.Generators.Analysis;
using Ikc.Generators.Model;
using Microsoft.CodeAnalysis;

namespace Ikc.Generators.Parsing;

/// <summary>Decides how the types are coded that cross as MessagePack values.</summary>
internal sealed class MessageParser(Compilation compilation)
{
    public IReadOnlyList<MessageSpec> Messages { get; } = [];

    public CodecSpec? Parse(ITypeSymbol type, Place place, Findings findings)
    {
        _ = compilation;
        findings.Add(Rules.ClassNotMarked, place, TypeNames.Short(type));
        return null;
    }
}
