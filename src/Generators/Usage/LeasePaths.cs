// SPDX-License-Identifier: MIT
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Ikc.Generators.Usage;

/// <summary>
/// Follows a lease from where it is put into a local, on every path that the method may take, to where the local is disposed or handed on.
/// A path knows the constants that it has assigned to bool locals, and which way it went at a bool, so that <c>if (isMine) lease.Dispose();</c>
/// is understood.
/// </summary>
/// <remarks>
/// An exception that something called throws is no path: what comes of it is not written here. A <c>throw</c> that is written here is one,
/// but not within a <c>try</c> with a <c>catch</c>, and not for a rented lease, which the runtime frees then.
/// </remarks>
internal sealed class LeasePaths(ControlFlowGraph graph, ILocalSymbol local, SyntaxNode acquisition, bool isRented, LeaseTypes types)
{
    /// <summary>Beyond this a method is too tangled to be judged, and nothing is said.</summary>
    private const int StepsMax = 4096;

    private const int FlagsMax = 64;
    private const int Nowhere = -1;

    private readonly List<ISymbol> _flags = [];
    private readonly HashSet<Step> _seen = [];
    private readonly Stack<Step> _open = new();

    /// <summary>Whether a path loses the lease: it ends, or puts something else into the local, while the lease is there.</summary>
    public bool CanLose(CancellationToken cancellationToken)
    {
        Visit(new Step(0, false, 0, 0, null));
        while (_open.Count > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (_seen.Count > StepsMax)
                return false;
            Step step = _open.Pop();
            BasicBlock block = graph.Blocks[step.Block];
            if (block.Kind == BasicBlockKind.Exit)
            {
                if (step.IsHeld)
                    return true;
                continue;
            }

            foreach (IOperation operation in block.Operations)
            {
                if (IsLost(operation, ref step))
                    return true;
            }

            if (block.BranchValue is { } value && IsLost(value, ref step))
                return true;
            Leave(block, step);
        }

        return false;
    }

    private bool IsLost(IOperation root, ref Step step)
    {
        ISimpleAssignmentOperation? assignment = (root is IExpressionStatementOperation statement ? statement.Operation : root) as ISimpleAssignmentOperation;
        foreach (IOperation operation in root.DescendantsAndSelf())
        {
            if (operation is not ILocalReferenceOperation reference || !SymbolEqualityComparer.Default.Equals(reference.Local, local))
                Forget(operation, ref step);
            else if (reference != assignment?.Target && LeaseFlow.UseOf(reference, types) is LeaseUse.Assign or LeaseUse.End or LeaseUse.HandOn)
                step = step with { IsHeld = false };
        }

        if (assignment?.Target is ILocalReferenceOperation target && SymbolEqualityComparer.Default.Equals(target.Local, local))
        {
            if (step.IsHeld)
                return true;
            step = step with { IsHeld = assignment.Syntax == acquisition };
        }
        else if (assignment?.Value.ConstantValue is { HasValue: true, Value: bool value })
        {
            step = step.With(FlagOf(assignment.Target), value);
        }

        return false;
    }

    /// <summary>A variable that is assigned, or passed by reference, may hold anything afterwards.</summary>
    private void Forget(IOperation operation, ref Step step)
    {
        if ((operation.Parent is IAssignmentOperation assignment && assignment.Target == operation)
            || operation.Parent is IArgumentOperation { Parameter.RefKind: not RefKind.None })
        {
            step = step with { Known = step.Known & ~FlagOf(operation) };
        }
    }

    private void Leave(BasicBlock block, Step step)
    {
        if (block.ConditionKind == ControlFlowConditionKind.None)
        {
            Take(block.FallThroughSuccessor, step);
            return;
        }

        IOperation? condition = block.BranchValue;
        bool jumpsAt = block.ConditionKind == ControlFlowConditionKind.WhenTrue;
        while (condition is IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } not)
            (condition, jumpsAt) = (not.Operand, !jumpsAt);
        ulong flag = FlagOf(condition);
        bool isKnown = (step.Known & flag) != 0;
        bool value = (step.Values & flag) != 0;
        if (!isKnown || value == jumpsAt)
            Take(block.ConditionalSuccessor, step.With(flag, jumpsAt));
        if (!isKnown || value != jumpsAt)
            Take(block.FallThroughSuccessor, step.With(flag, !jumpsAt));
    }

    private void Take(ControlFlowBranch? branch, Step step)
    {
        switch (branch?.Semantics)
        {
            case null or ControlFlowBranchSemantics.Error:
                break;
            case ControlFlowBranchSemantics.StructuredExceptionHandling:
                Resume(step);
                break;
            case ControlFlowBranchSemantics.Throw or ControlFlowBranchSemantics.Rethrow:
                (List<ControlFlowRegion> between, bool isCaught) = Unwind(branch.Source);
                Go(between, isCaught || isRented ? Nowhere : graph.Blocks.Length - 1, step);
                break;
            case not null when branch.Destination is { } destination:
                Go(branch.FinallyRegions, destination.Ordinal, step);
                break;
        }
    }

    /// <summary>What a throw runs through on its way out of the method, and whether a handler may stop it.</summary>
    private static (List<ControlFlowRegion> Between, bool IsCaught) Unwind(BasicBlock source)
    {
        List<ControlFlowRegion> between = [];
        for (ControlFlowRegion? region = source.EnclosingRegion; region?.EnclosingRegion is { } around; region = around)
        {
            if (region.Kind != ControlFlowRegionKind.Try)
                continue;
            if (around.Kind == ControlFlowRegionKind.TryAndCatch)
                return (between, true);
            between.Add(around.NestedRegions[around.NestedRegions.Length - 1]);
        }

        return (between, false);
    }

    /// <summary>Through the finally blocks, one after the other, to the destination.</summary>
    private void Go(IReadOnlyList<ControlFlowRegion> between, int destination, Step step)
    {
        Continuation? after = new(destination, step.After);
        for (int i = between.Count - 1; i >= 0; i--)
            after = new Continuation(between[i].FirstBlockOrdinal, after);
        Resume(step with { After = after });
    }

    private void Resume(Step step)
    {
        if (step.After is { Block: not Nowhere } after)
            Visit(step with { Block = after.Block, After = after.Next });
    }

    private void Visit(Step step)
    {
        if (_seen.Add(step))
            _open.Push(step);
    }

    /// <summary>The bit of the bool local or parameter that is named here; 0 for everything else, and when there are too many.</summary>
    private ulong FlagOf(IOperation? mention)
    {
        ISymbol? variable = mention switch
        {
            { Type.SpecialType: not SpecialType.System_Boolean } => null,
            ILocalReferenceOperation reference => reference.Local,
            IParameterReferenceOperation reference => reference.Parameter,
            _ => null,
        };
        if (variable is null)
            return 0;
        int index = _flags.FindIndex(known => SymbolEqualityComparer.Default.Equals(known, variable));
        if (index < 0 && _flags.Count < FlagsMax)
        {
            index = _flags.Count;
            _flags.Add(variable);
        }

        return index < 0 ? 0 : 1UL << index;
    }

    /// <summary>A block about to be entered, with what is known there.</summary>
    /// <param name="Block">Its number.</param>
    /// <param name="IsHeld">Whether the lease is in the local.</param>
    /// <param name="Known">The flags whose value is known.</param>
    /// <param name="Values">Their values.</param>
    /// <param name="After">Where a finally block goes at its end.</param>
    private readonly record struct Step(int Block, bool IsHeld, ulong Known, ulong Values, Continuation? After)
    {
        public Step With(ulong flag, bool value) => this with { Known = Known | flag, Values = value ? Values | flag : Values & ~flag };
    }

    private sealed record Continuation(int Block, Continuation? Next);
}
