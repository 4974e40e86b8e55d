// SPDX-License-Identifier: MIT
using Ikc.CompilerServices;
using Ikc.Rings;

namespace Ikc.Channels;

/// <summary>The texts that stand behind the ring in the areas of a connect request and of its answer. PROTOCOL.md has the bytes.</summary>
internal static class Handshake
{
    /// <summary>The service does not have the method.</summary>
    public const ushort Missing = 0xFFFF;

    /// <summary>The service has the method with another shape.</summary>
    public const ushort Incompatible = 0xFFFE;

    /// <summary>Writes: service name, contract id, contract names, and for each method contract index, id, kind and shape hash.</summary>
    public static EncodeBuffer EncodeRequest(string serviceName, IkcContractDefinition contract) => EncodeRequest(serviceName, contract, null);

    /// <summary>The same for a callback, which has no name: after the methods stand the key of the connection that lent it, and its id.</summary>
    public static EncodeBuffer EncodeCallbackRequest(ulong lenderKey, ulong callbackId, IkcContractDefinition contract) =>
        EncodeRequest("", contract, (lenderKey, callbackId));

    private static EncodeBuffer EncodeRequest(string serviceName, IkcContractDefinition contract, (ulong LenderKey, ulong Id)? callback)
    {
        string[] contracts = [.. contract.Methods.Select(method => method.Contract).Distinct(StringComparer.Ordinal)];
        EncodeBuffer buffer = EncodeBuffer.Rent();
        var writer = new IkcWriter(buffer);
        writer.WriteString(serviceName);
        writer.WriteString(contract.Id);
        writer.Write((ushort)contracts.Length);
        foreach (string name in contracts)
            writer.WriteString(name);
        writer.Write((ushort)contract.Methods.Count);
        foreach (IkcMethodDefinition method in contract.Methods)
        {
            writer.Write((ushort)Array.IndexOf(contracts, method.Contract));
            writer.Write((ushort)method.Id);
            writer.Write((uint)method.Kind);
            writer.Write(method.ShapeHash);
        }

        if (callback is { } lent)
        {
            writer.Write(lent.LenderKey);
            writer.Write(lent.Id);
        }

        buffer.Length = writer.Length;
        return buffer;
    }

    /// <summary>Reads a request from a private copy. Throws IkcException (ProtocolViolation) for what makes no sense.</summary>
    public static ConnectRequest DecodeRequest(ReadOnlySpan<byte> text)
    {
        var reader = new IkcReader(text);
        string serviceName = reader.ReadString() ?? "";
        string contractId = reader.ReadString() ?? "";
        var contracts = new string[reader.Read<ushort>()];
        for (int i = 0; i < contracts.Length; i++)
            contracts[i] = reader.ReadString() ?? "";
        int count = reader.Read<ushort>();
        if (count > Limits.MethodsMax)
            throw Violation("more methods than a contract may have");
        var methods = new IkcMethodDefinition[count];
        for (int i = 0; i < count; i++)
        {
            ushort contract = reader.Read<ushort>();
            ushort id = reader.Read<ushort>();
            uint kind = reader.Read<uint>();
            ulong hash = reader.Read<ulong>();
            if (contract >= contracts.Length)
                throw Violation("a method of an unknown contract");
            methods[i] = new IkcMethodDefinition(contracts[contract], id, "", (IkcMethodKind)kind, hash);
        }

        var request = new ConnectRequest(serviceName, contractId, methods);
        return serviceName.Length > 0 ? request : request with { LenderKey = reader.Read<ulong>(), CallbackId = reader.Read<ulong>() };
    }

    /// <summary>Writes the answer to a request: for each of its methods the ordinal to use in records, or why there is none.</summary>
    public static EncodeBuffer EncodeAnswer(string message, ReadOnlySpan<ushort> ordinals)
    {
        EncodeBuffer buffer = EncodeBuffer.Rent();
        var writer = new IkcWriter(buffer);
        writer.WriteString(message);
        writer.WriteSpan(ordinals);
        buffer.Length = writer.Length;
        return buffer;
    }

    public static (string Message, ushort[] Ordinals) DecodeAnswer(ReadOnlySpan<byte> text)
    {
        var reader = new IkcReader(text);
        return (reader.ReadString() ?? "", reader.ReadSpan<ushort>().ToArray());
    }

    /// <summary>Finds each requested method in the service's contract.</summary>
    public static ushort[] Match(ConnectRequest request, IkcContractDefinition served)
    {
        var byKey = new Dictionary<(string, int), int>();
        for (int i = 0; i < served.Methods.Count; i++)
            byKey[(served.Methods[i].Contract, served.Methods[i].Id)] = i;
        var ordinals = new ushort[request.Methods.Length];
        for (int i = 0; i < ordinals.Length; i++)
        {
            IkcMethodDefinition asked = request.Methods[i];
            if (!byKey.TryGetValue((asked.Contract, asked.Id), out int ordinal))
                ordinals[i] = Missing;
            else if (served.Methods[ordinal].ShapeHash != asked.ShapeHash || served.Methods[ordinal].Kind != asked.Kind)
                ordinals[i] = Incompatible;
            else
                ordinals[i] = (ushort)ordinal;
        }

        return ordinals;
    }

    private static IkcException Violation(string what) => new(IkcStatus.ProtocolViolation, $"The peer sent {what}.");
}
