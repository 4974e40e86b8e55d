// SPDX-License-Identifier: MIT
namespace Ikc.Generators.Model;

/// <summary>A method of a contract, its own or an inherited one.</summary>
/// <param name="ContractId">Id of the contract that declares it.</param>
/// <param name="Id">Its number there.</param>
/// <param name="Name">Its C# name, escaped where it is a keyword.</param>
/// <param name="DeclaringType">The interface that declares it.</param>
/// <param name="Kind">Its call shape.</param>
/// <param name="ReturnType">Its C# return type.</param>
/// <param name="Result">What comes back; null for nothing.</param>
/// <param name="Parameters">Its parameters, the cancellation token included.</param>
/// <param name="Shape">The text that its shape hash is made of.</param>
/// <param name="DocumentationId">For <c>inheritdoc</c>.</param>
internal sealed record MethodSpec(
    string ContractId,
    int Id,
    string Name,
    string DeclaringType,
    MethodKind Kind,
    string ReturnType,
    WireSpec? Result,
    EquatableArray<ParameterSpec> Parameters,
    string Shape,
    string DocumentationId)
{
    /// <summary>The interface, generated beside the declaring contract, through which its method takes options.</summary>
    public string OptionsType { get; init; } = "";

    /// <summary>Whether the contract itself declares it.</summary>
    public bool IsOwn { get; init; }

    /// <summary>Whether another method of the flattened contract has its signature and is nearer or as near.</summary>
    public bool IsHidden { get; init; }

    /// <summary>The failures that it declares, ordered by code.</summary>
    public EquatableArray<FaultSpec> Faults { get; init; }

    /// <summary>Name of the method with which a caller borrows the memory of the last argument; null where there is none, or it is taken.</summary>
    public string? LoanName { get; init; }

    /// <summary>Whether that method hides one of a base contract.</summary>
    public bool LoanHides { get; init; }

    /// <summary>The argument whose memory a caller can borrow: a block, the last, and nothing else lent beside it.</summary>
    public ParameterSpec? Lent { get; } = Kind == MethodKind.Stream ? null : FindLent(Parameters);

    public bool IsAsync => Kind is MethodKind.Async or MethodKind.OneWayAsync;

    public bool IsOneWay => Kind is MethodKind.OneWay or MethodKind.OneWayAsync;

    private static ParameterSpec? FindLent(EquatableArray<ParameterSpec> parameters)
    {
        ParameterSpec? last = null;
        bool isOtherLent = false;
        foreach (ParameterSpec parameter in parameters)
        {
            if (parameter.IsToken)
                continue;
            isOtherLent |= last?.Wire is { Kind: WireKind.Span or WireKind.Callback };
            last = parameter;
        }

        return last is { Wire.IsBlock: true } && !isOtherLent ? last : null;
    }
}
