// SPDX-License-Identifier: MIT
namespace Ikc.Execution.Services;

public sealed class DiamondService : IDiamond
{
    public string Root(int value) => $"root {value}";

    public string Left(int value) => $"left {value}";

    public string Right(int value) => $"right {value}";

    public ValueTask<string> RightAsync(int value, CancellationToken cancellationToken) => new($"right async {value}");

    public string Diamond(int value) => $"diamond {value}";
}
