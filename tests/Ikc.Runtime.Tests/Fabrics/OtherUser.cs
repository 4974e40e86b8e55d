// SPDX-License-Identifier: MIT
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using Ikc.Native;
using Tmds.Linux;

namespace Ikc.Fabrics;

/// <summary>Runs something as another user: on a thread of its own, because the kernel knows users of threads, not of processes.</summary>
internal static class OtherUser
{
    public const uint Uid = 65534;

    public static bool IsPossible => DomainFiles.EffectiveUser == 0;

    public static void Run(Action action)
    {
        ExceptionDispatchInfo? failure = null;
        var thread = new Thread(() =>
        {
            try
            {
                // The system calls setresgid and setresuid themselves; the C library's functions would change every thread.
                bool isX64 = RuntimeInformation.ProcessArchitecture == Architecture.X64;
                Assert.Equal(0, (int)LibC.syscall(isX64 ? 119 : 149, (int)Uid, (int)Uid, (int)Uid));
                Assert.Equal(0, (int)LibC.syscall(isX64 ? 117 : 147, (int)Uid, (int)Uid, (int)Uid));
                action();
            }
            catch (Exception e)
            {
                failure = ExceptionDispatchInfo.Capture(e);
            }
        });
        thread.Start();
        thread.Join();
        failure?.Throw();
    }
}
