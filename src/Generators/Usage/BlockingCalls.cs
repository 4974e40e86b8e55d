// SPDX-License-Identifier: MIT
using Ikc.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Ikc.Generators.Usage;

/// <summary>Calls of the framework that hold their thread until something happens elsewhere.</summary>
internal static class BlockingCalls
{
    /// <summary>What waits for a task: by the type that has the member.</summary>
    private static readonly HashSet<string> s_ofTasks =
    [
        "System.Threading.Tasks.Task.Wait", "System.Threading.Tasks.Task.WaitAll", "System.Threading.Tasks.Task.WaitAny",
        "System.Threading.Tasks.Task`1.Result", "System.Threading.Tasks.ValueTask`1.Result",
        "System.Runtime.CompilerServices.TaskAwaiter.GetResult", "System.Runtime.CompilerServices.TaskAwaiter`1.GetResult",
        "System.Runtime.CompilerServices.ValueTaskAwaiter.GetResult", "System.Runtime.CompilerServices.ValueTaskAwaiter`1.GetResult",
        "System.Runtime.CompilerServices.ConfiguredTaskAwaitable+ConfiguredTaskAwaiter.GetResult",
        "System.Runtime.CompilerServices.ConfiguredTaskAwaitable`1+ConfiguredTaskAwaiter.GetResult",
        "System.Runtime.CompilerServices.ConfiguredValueTaskAwaitable+ConfiguredValueTaskAwaiter.GetResult",
        "System.Runtime.CompilerServices.ConfiguredValueTaskAwaitable`1+ConfiguredValueTaskAwaiter.GetResult",
    ];

    private static readonly HashSet<string> s_ofThreads =
    [
        "System.Threading.Thread.Sleep", "System.Threading.Thread.Join", "System.Threading.Monitor.Wait",
        "System.Threading.WaitHandle.WaitOne", "System.Threading.WaitHandle.WaitAll", "System.Threading.WaitHandle.WaitAny",
        "System.Threading.WaitHandle.SignalAndWait", "System.Threading.SemaphoreSlim.Wait", "System.Threading.ManualResetEventSlim.Wait",
        "System.Threading.CountdownEvent.Wait", "System.Threading.Barrier.SignalAndWait", "System.Threading.SpinWait.SpinUntil",
        "System.Collections.Concurrent.BlockingCollection`1.Take", "System.Diagnostics.Process.WaitForExit",
    ];

    private static readonly HashSet<string> s_names = [.. s_ofTasks.Concat(s_ofThreads).Select(name => name.Substring(name.LastIndexOf('.') + 1))];

    /// <summary>Whether the operation blocks, and on a task. One that only looks, with a time of zero, does not; nor does one on a task that has ended.</summary>
    public static bool IsBlocking(IOperation operation, out bool isOnTask)
    {
        isOnTask = false;
        if (MemberOf(operation) is not { } member || !s_names.Contains(member.Name) || member.ContainingType is not { } type)
            return false;
        string name = TypeNames.Metadata(type) + "." + member.Name;
        isOnTask = s_ofTasks.Contains(name);
        return isOnTask
            ? !(operation is IInvocationOperation wait && wait.Arguments.Any(IsZero)) && !HasEnded(operation)
            : s_ofThreads.Contains(name) && !((IInvocationOperation)operation).Arguments.Any(IsZero);
    }

    /// <summary>The member as one would write it in a sentence.</summary>
    public static string NameOf(IOperation operation) => MemberOf(operation) is { } member ? member.ContainingType.Name + "." + member.Name : "";

    private static ISymbol? MemberOf(IOperation operation) => operation switch
    {
        IInvocationOperation call => call.TargetMethod,
        IPropertyReferenceOperation property => property.Property,
        _ => null,
    };

    private static bool IsZero(IArgumentOperation argument) =>
        argument.Value is { ConstantValue: { HasValue: true, Value: 0 } } or IFieldReferenceOperation { Field: { Name: "Zero", ContainingType.Name: "TimeSpan" } };

    /// <summary>Whether the task is in a variable that the same body awaits, or asks whether it has ended.</summary>
    private static bool HasEnded(IOperation operation)
    {
        IOperation? task = operation;
        while (task is IInvocationOperation { Instance: { } receiver })
            task = receiver;
        if (task is IPropertyReferenceOperation { Property.Name: "Result", Instance: { } owner })
            task = owner;
        return VariableOf(task) is { } variable && Functions.Around(operation).Descendants()
            .Where(other => SymbolEqualityComparer.Default.Equals(VariableOf(other), variable))
            .Any(IsAwaitedOrAsked);
    }

    private static bool IsAwaitedOrAsked(IOperation mention)
    {
        if (mention.Parent is IPropertyReferenceOperation { Property.Name: "IsCompleted" or "IsCompletedSuccessfully" or "IsFaulted" or "IsCanceled" or "Status" })
            return true;
        for (IOperation? around = mention.Parent; around is not null and not IBlockOperation; around = around.Parent)
        {
            if (around is IAwaitOperation)
                return true;
        }

        return false;
    }

    private static ISymbol? VariableOf(IOperation? operation) => operation switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        IFieldReferenceOperation field => field.Field,
        _ => null,
    };
}
