// SPDX-License-Identifier: MIT
using System.Runtime.InteropServices;

namespace Ikc.Native;

/// <summary>struct timespec of a 64-bit kernel.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct KernelTimespec
{
    public long Seconds;
    public long Nanoseconds;

    public static KernelTimespec Of(long timeNs) =>
        new() { Seconds = Math.Max(0, timeNs) / 1_000_000_000, Nanoseconds = Math.Max(0, timeNs) % 1_000_000_000 };
}
