// SPDX-License-Identifier: MIT
using Ikc.Execution.Services;

namespace Ikc.Execution.Calls;

/// <summary>ILife between two nodes of this process.</summary>
internal static class LifePair
{
    public static Task<Pair<ILife>> OpenAsync(IkcServeOptions? serve = null, IkcConnectOptions? connect = null) =>
        Pair<ILife>.OpenAsync(static node => new LifeService(node), serve ?? new IkcServeOptions { IncludeExceptionMessages = true }, connect);
}
