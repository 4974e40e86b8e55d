// SPDX-License-Identifier: MIT
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Ikc.Generators.Usage;

/// <summary>Where the value of an expression goes that is a lease.</summary>
internal static class LeaseFlow
{
    /// <summary>
    /// The operation that does something with the value, and the operand by which it gets it; what only passes the value on, such as a
    /// choice between two or a slice, is stepped over.
    /// </summary>
    public static (IOperation? Consumer, IOperation Operand) Follow(IOperation value, LeaseTypes types)
    {
        while (true)
        {
            switch (value.Parent)
            {
                case IConversionOperation conversion when types.IsLease(conversion.Type):
                case IConditionalOperation choice when choice.Condition != value && types.IsLease(choice.Type):
                case ISwitchExpressionArmOperation arm when arm.Value == value:
                case ISwitchExpressionOperation cases when cases.Value != value && types.IsLease(cases.Type):
                case IInvocationOperation call when call.Instance == value && types.IsSlice(call):
                    value = value.Parent;
                    break;
                default:
                    return (value.Parent, value);
            }
        }
    }

    /// <summary>The calls that give the lease that this expression is; none, if it only names one.</summary>
    public static IEnumerable<IOperation> SourcesOf(IOperation value, LeaseTypes types) =>
        value.DescendantsAndSelf().Where(operation => types.IsGiving(operation) && Follow(operation, types).Operand == value);

    /// <summary>What is done with the lease in a variable, at one mention of the variable.</summary>
    public static LeaseUse UseOf(IOperation mention, LeaseTypes types)
    {
        (IOperation? consumer, IOperation operand) = Follow(mention, types);
        return consumer switch
        {
            ISimpleAssignmentOperation assignment when assignment.Target == operand => LeaseUse.Assign,
            IPropertyReferenceOperation { Property.Name: "Length" } => LeaseUse.Look,
            IPropertyReferenceOperation property when property.Instance == operand => LeaseUse.Access,
            IInvocationOperation call when call.Instance == operand => IsOfEveryObject(call.TargetMethod) ? LeaseUse.Look : LeaseUse.End,
            IExpressionStatementOperation or INameOfOperation => LeaseUse.Look,
            _ => LeaseUse.HandOn,
        };
    }

    private static bool IsOfEveryObject(IMethodSymbol method) => method.Name is "ToString" or "GetHashCode" or "Equals" or "GetType";
}
