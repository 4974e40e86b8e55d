// SPDX-License-Identifier: MIT
using Ikc;

namespace Acme;

[IkcContract("root")]
public partial interface IRoot
{
    [IkcMethod(1)]
    int Get();

    int Twice() => Get() * 2;
}

[IkcContract("left")]
public partial interface ILeft : IRoot
{
    [IkcMethod(1)]
    int Same(int value);
}

[IkcContract("right")]
public partial interface IRight : IRoot
{
    [IkcMethod(1)]
    int Same(int value);

    [IkcMethod(2)]
    int Own(string text);
}

public interface IMarker;

/// <summary>Two bases have one base, and two methods have one signature.</summary>
[IkcContract("bottom")]
public partial interface IBottom : ILeft, IRight, IMarker, System.IAsyncDisposable
{
    [IkcMethod(1)]
    new int Own(string text);
}

public static class Use
{
    public static int All(IBottom bottom) =>
        bottom.With().Own("a") + ((ILeft)bottom).With(System.TimeSpan.FromSeconds(1)).Same(2) + bottom.With().Get() + bottom.Twice();
}
