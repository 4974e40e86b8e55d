// SPDX-License-Identifier: MIT
using Ikc.Native;
using Tmds.Linux;

namespace Ikc.Fabrics;

/// <summary>Memory files that an honest node would not offer.</summary>
internal static unsafe class HostileMemory
{
    public const int FutureWrite = 0x10;

    public static readonly int AllSeals = LibC.F_SEAL_SHRINK | LibC.F_SEAL_GROW | FutureWrite | LibC.F_SEAL_SEAL;

    public static FileDescriptor Make(long sizeBytes, int seals, bool fill = true)
    {
        fixed (byte* name = "hostile"u8)
        {
            int number = LibC.memfd_create(name, LibC.MFD_CLOEXEC | LibC.MFD_ALLOW_SEALING);
            Assert.True(number >= 0);
            Assert.Equal(0, fill ? LibC.fallocate(number, 0, 0, sizeBytes) : LibC.ftruncate(number, sizeBytes));
            Assert.Equal(0, LibC.fcntl(number, LibC.F_ADD_SEALS, seals));
            return new FileDescriptor(number);
        }
    }

    public static FileDescriptor Open(string path)
    {
        using Microsoft.Win32.SafeHandles.SafeFileHandle file = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite);
        return new FileDescriptor(LibC.dup((int)file.DangerousGetHandle()));
    }
}
