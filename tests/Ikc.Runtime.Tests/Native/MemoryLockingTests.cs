// SPDX-License-Identifier: MIT
using Ikc.Fabrics;

namespace Ikc.Native;

/// <summary>Locked memory, in a process of its own.</summary>
public sealed class MemoryLockingTests
{
    [Fact]
    public void MemoryIsLockedOrTheRefusalNamed()
    {
        using var domain = new TemporaryDomain();
        using var process = new NodeProcess(domain);
        string answer = process.Do("lock");
        if (answer.StartsWith("VmLck:", StringComparison.Ordinal))
            Assert.DoesNotContain("\t       0 kB", answer, StringComparison.Ordinal);
        else
            Assert.True(answer is nameof(IkcStatus.PermissionDenied) or nameof(IkcStatus.LimitReached), answer);
    }
}
