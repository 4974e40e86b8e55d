// SPDX-License-Identifier: MIT
namespace Ikc.Execution.Contracts;

[IkcContract("test.root")]
public partial interface IRoot
{
    [IkcMethod(1)] string Root(int value);
}

[IkcContract("test.left")]
public partial interface ILeft : IRoot
{
    [IkcMethod(1)] string Left(int value);
}

[IkcContract("test.right")]
public partial interface IRight : IRoot
{
    [IkcMethod(1)] string Right(int value);
    [IkcMethod(2)] ValueTask<string> RightAsync(int value, CancellationToken cancellationToken = default);
}

[IkcContract("test.diamond")]
public partial interface IDiamond : ILeft, IRight
{
    [IkcMethod(1)] string Diamond(int value);
}

/// <summary>Contracts may stand inside other types.</summary>
public static partial class Outer
{
    [IkcContract("test.nested")]
    public partial interface INested
    {
        [IkcMethod(1)] int Twice(int value);
    }
}
