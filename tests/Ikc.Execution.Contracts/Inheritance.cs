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

[IkcContract("test.twins")]
public partial interface ITwins : ILeftTwin, IRightTwin
{
    [IkcMethod(1)] int Count();
}

[IkcContract("test.twin.left")]
public partial interface ILeftTwin
{
    [IkcMethod(1)] void Note(int value);
}

/// <summary>Its method has the other's signature and is another.</summary>
[IkcContract("test.twin.right")]
public partial interface IRightTwin
{
    [IkcMethod(1)] void Note(int value);
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
