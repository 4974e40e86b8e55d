// SPDX-License-Identifier: MIT
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Ikc.Generators.Usage;

/// <summary>
/// Follows a lease from where it is put into a local, on every path that the method may take, to where the local is disposed or handed on.
/// A path knows the constants that it has assigned to bool locals, so that <c>if (isMine) lease.Dispose();</c> is understood.
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

    private readonly List<ILocalSymbol> _flags = [];
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
            if (operation is not ILocalReferenceOperation reference)
                continue;
            if (!SymbolEqualityComparer.Default.Equals(reference.Local, local))
                Forget(reference, ref step);
            else if (reference != assignment?.Target && LeaseFlow.UseOf(reference, types) is LeaseUse.Assign or LeaseUse.End or LeaseUse.HandOn)
                step = step with { IsHeld = false };
        }

        if (assignment?.Target is not ILocalReferenceOperation target)
            return false;
        if (SymbolEqualityComparer.Default.Equals(target.Local, local))
        {
            if (step.IsHeld)
                return true;
            step = step with { IsHeld = assignment.Syntax == acquisition };
        }
        else if (assignment.Value.ConstantValue is { HasValue: true, Value: bool value } && FlagOf(target.Local) is > 0 and ulong flag)
        {
            step = step with { Known = step.Known | flag, Values = value ? step.Values | flag : step.Values & ~flag };
        }

        return false;
    }

    /// <summary>A local that is assigned, or passed by reference, may hold anything afterwards.</summary>
    private void Forget(ILocalReferenceOperation reference, ref Step step)
    {
        bool isWritten = reference.Parent is IAssignmentOperation assignment && assignment.Target == reference
            || reference.Parent is IArgumentOperation { Parameter.RefKind: not RefKind.None };
        if (isWritten && reference.Type?.SpecialType == SpecialType.System_Boolean)
            step = step with { Known = step.Known & ~FlagOf(reference.Local) };
    }

    private void Leave(BasicBlock block, Step step)
    {
        bool? isTrue = block.ConditionKind == ControlFlowConditionKind.None ? null : Evaluate(block.BranchValue, step);
        bool isWhenTrue = block.ConditionKind == ControlFlowConditionKind.WhenTrue;
        if (block.ConditionalSuccessor is { } jump && (isTrue is null || isTrue == isWhenTrue))
            Take(jump, step);
        if (block.FallThroughSuccessor is { } next && (isTrue is null || isTrue != isWhenTrue))
            Take(next, step);
    }

    private bool? Evaluate(IOperation? condition, Step step) => condition switch
    {
        IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } not => !Evaluate(not.Operand, step),
        ILocalReferenceOperation reference when FlagOf(reference.Local) is var flag && (step.Known & flag) != 0 => (step.Values & flag) != 0,
        _ => null,
    };

    private void Take(ControlFlowBranch branch, Step step)
    {
        switch (branch.Semantics)
        {
            case ControlFlowBranchSemantics.StructuredExceptionHandling:
                Resume(step);
                break;
            case ControlFlowBranchSemantics.Throw or ControlFlowBranchSemantics.Rethrow:
                (List<ControlFlowRegion> between, bool isCaught) = Unwind(branch.Source);
                Go(between, isCaught || isRented ? Nowhere : graph.Blocks.Length - 1, step);
                break;
            case not ControlFlowBranchSemantics.Error when branch.Destination is { } destination:
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

    /// <summary>The bit of a local; 0 when there are too many.</summary>
    private ulong FlagOf(ILocalSymbol flag)
    {
        int index = _flags.FindIndex(known => SymbolEqualityComparer.Default.Equals(known, flag));
        if (index < 0 && _flags.Count < FlagsMax)
        {
            index = _flags.Count;
            _flags.Add(flag);
        }

        return index < 0 ? 0 : 1UL << index;
    }

    /// <summary>A block about to be entered, with what is known there.</summary>
    /// <param name="Block">Its number.</param>
    /// <param name="IsHeld">Whether the lease is in the local.</param>
    /// <param name="Known">The flags whose value is known.</param>
    /// <param name="Values">Their values.</param>
    /// <param name="After">Where a finally block goes at its end.</param>
    private readonly record struct Step(int Block, bool IsHeld, ulong Known, ulong Values, Continuation? After);

    private sealed record Continuation(int Block, Continuation? Next);
}
