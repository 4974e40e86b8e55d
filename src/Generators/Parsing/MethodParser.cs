// SPDX-License-Identifier: MIT
using Ikc.Generators.Analysis;
using Ikc.Generators.Model;
using Microsoft.CodeAnalysis;
using MethodKind = Ikc.Generators.Model.MethodKind;

namespace Ikc.Generators.Parsing;

/// <summary>Reads one method of a contract: its flavour, its parameters, its result and the shape of all that.</summary>
internal sealed class MethodParser(Compilation compilation, Findings findings, MessageParser messages, Dictionary<string, int> layouts)
{
    private readonly WireParser _wires = new(compilation, findings, messages, layouts);

    /// <summary>The method; null after a finding that leaves nothing to say.</summary>
    public MethodSpec? Parse(IMethodSymbol method, string contractId, int id)
    {
        bool isOneWay = Attributes.Find(method, Attributes.Method) is { } attribute && Attributes.Named(attribute, "OneWay", false);
        if (method.IsGenericMethod)
        {
            findings.Add(Rules.GenericMethod, new Place(method), method.Name);
            return null;
        }

        if (method.RefKind != RefKind.None)
            findings.Add(Rules.RefParameter, new Place(method, isType: true), method.Name);
        bool isStream = Streams.HasStream(method);
        bool isAsync = IsOf(method.ReturnType, "System.Threading.Tasks.ValueTask") || Streams.IsStream(method.ReturnType);
        if (isStream)
            CheckStream(method, isAsync, isOneWay);
        WireSpec? result = Result(method, isAsync, isOneWay);
        List<ParameterSpec> parameters = [];
        foreach (IParameterSymbol parameter in method.Parameters)
        {
            if (Parameter(parameter, isAsync) is { } spec)
                parameters.Add(spec);
        }

        CheckLease(method);
        if (isAsync && !isOneWay && !parameters.Any(p => p.IsToken))
            findings.Add(isStream ? Rules.StreamTokenMissing : Rules.TokenMissing, new Place(method), method.Name);

        MethodKind kind = (isAsync, isOneWay) switch
        {
            _ when isStream => MethodKind.Stream,
            (false, false) => MethodKind.Sync,
            (true, false) => MethodKind.Async,
            (false, true) => MethodKind.OneWay,
            _ => MethodKind.OneWayAsync,
        };
        string shape = kind.ToString().ToLowerInvariant() + "(" + string.Join(",", parameters.Where(p => !p.IsToken).Select(p => p.Wire!.Shape))
            + ")->" + (result?.Shape ?? "void");
        return new MethodSpec(
            contractId,
            id,
            TypeNames.Escape(method.Name),
            TypeNames.Plain(method.ContainingType),
            kind,
            method.ReturnsVoid ? "void" : TypeNames.Of(method.ReturnType),
            result,
            new EquatableArray<ParameterSpec>([.. parameters]),
            shape,
            method.GetDocumentationCommentId() ?? "")
        {
            Faults = new FaultParser(_wires, findings).Parse(method, isOneWay),
        };
    }

    private WireSpec? Result(IMethodSymbol method, bool isAsync, bool isOneWay)
    {
        Place place = new(method, isType: true);
        if (method.ReturnsVoid)
            return null;
        ITypeSymbol? type = method.ReturnType;
        if (IsOf(type, "System.Threading.Tasks.Task"))
        {
            string way = type is INamedTypeSymbol { TypeArguments: [ITypeSymbol inner] } ? "ValueTask<" + TypeNames.Short(inner) + ">" : "ValueTask";
            findings.Add(Rules.TaskResult, place, TypeNames.Short(type), way);
            return null;
        }

        if (isAsync && !Streams.IsStream(type))
            type = type is INamedTypeSymbol { TypeArguments: [ITypeSymbol inner] } ? inner : null;
        if (type is null)
            return null;
        if (isOneWay)
        {
            findings.Add(Rules.OneWayResult, place, method.Name);
            return null;
        }

        if (Callbacks.IsContract(type))
        {
            findings.Add(Rules.CallbackResult, place, TypeNames.Short(type));
            return null;
        }

        if (Streams.IsStream(method.ReturnType))
            return _wires.ParseWhole(type, place, WirePosition.Result);
        WireSpec? result = _wires.Parse(type, place, WirePosition.Result);
        if (result is { Kind: WireKind.Lease } && Streams.HasStream(method))
            findings.Add(Rules.LeaseMisplaced, place, TypeNames.Short(type), TypeNames.Short(((INamedTypeSymbol)type).TypeArguments[0]));
        if (isAsync && result is not null and not { Kind: WireKind.Lease } && Bounds.IsSequence(type) && !Bounds.IsTold(method))
            findings.Add(Rules.UnboundedResult, place, TypeNames.Short(type));
        return result;
    }

    /// <summary>Whether the type has this name, with a type argument or without.</summary>
    private static bool IsOf(ITypeSymbol type, string name) => TypeNames.Is(type, name) || TypeNames.Is(type, name + "`1");

    private static bool IsToken(IParameterSymbol parameter) => TypeNames.Is(parameter.Type, "System.Threading.CancellationToken");

    private void CheckStream(IMethodSymbol method, bool isAsync, bool isOneWay)
    {
        if (!isAsync || isOneWay)
            findings.Add(Rules.StreamOnSync, new Place(method), method.Name);
        int count = method.Parameters.Count(p => Streams.IsStream(p.Type));
        if (count > Streams.ParametersMax)
            findings.Add(Rules.TooManyStreams, new Place(method), method.Name, count);
    }

    /// <summary>The lease takes over the slot in which the arguments stand, so it is the last to be read, and nothing else is lent of them.</summary>
    private void CheckLease(IMethodSymbol method)
    {
        foreach (IParameterSymbol lease in method.Parameters)
        {
            if (Blocks.Of(lease.Type, out _) != WireKind.Lease)
                continue;
            IParameterSymbol[] arguments = [.. method.Parameters.Where(p => !IsToken(p))];
            bool isAlone = lease.Ordinal == arguments[arguments.Length - 1].Ordinal && !Streams.HasStream(method)
                && !arguments.Any(p => Blocks.Of(p.Type, out _) == WireKind.Span);
            if (!isAlone)
            {
                findings.Add(Rules.LeaseMisplaced, new Place(lease, isType: true), TypeNames.Short(lease.Type),
                    TypeNames.Short(((INamedTypeSymbol)lease.Type).TypeArguments[0]));
            }
        }
    }

    private ParameterSpec? Parameter(IParameterSymbol parameter, bool isAsync)
    {
        string name = TypeNames.Escape(parameter.Name);
        string type = TypeNames.Of(parameter.Type);
        if (parameter.RefKind is not (RefKind.None or RefKind.In))
        {
            findings.Add(Rules.RefParameter, new Place(parameter), parameter.Name);
            return null;
        }

        if (parameter.RefKind == RefKind.In && isAsync)
        {
            findings.Add(Rules.InOnAsync, new Place(parameter), parameter.Name);
            return null;
        }

        WireSpec? wire = null;
        if (IsToken(parameter))
        {
            IMethodSymbol method = (IMethodSymbol)parameter.ContainingSymbol;
            if (parameter.Ordinal != method.Parameters.Length - 1)
                findings.Add(Rules.TokenNotLast, new Place(parameter), parameter.Name);
        }
        else
        {
            if (Callbacks.IsContract(parameter.Type) && Streams.HasStream((IMethodSymbol)parameter.ContainingSymbol))
            {
                findings.Add(Rules.CallbackWithStream, new Place(parameter, isType: true), parameter.ContainingSymbol.Name);
                return null;
            }

            wire = _wires.ParseWhole(parameter.Type, new Place(parameter, isType: true), isAsync ? WirePosition.AsyncArgument : WirePosition.Argument);
            if (wire is null)
                return null;
        }

        return new ParameterSpec(name, type, wire)
        {
            IsIn = parameter.RefKind == RefKind.In,
            Modifiers = (parameter.ScopedKind != ScopedKind.None && !parameter.IsParams ? "scoped " : "")
                + (parameter.RefKind == RefKind.In ? "in " : ""),
            IsParams = parameter.IsParams,
            Default = wire is null ? DefaultValues.OfToken(parameter) : DefaultValues.Of(parameter),
        };
    }
}
