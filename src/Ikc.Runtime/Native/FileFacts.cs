// SPDX-License-Identifier: MIT
namespace Ikc.Native;

/// <summary>What the kernel says about a file.</summary>
/// <param name="UserId">Whose it is.</param>
/// <param name="Mode">Type and permissions.</param>
/// <param name="Inode">Which it is.</param>
/// <param name="Links">Names that it has; 0 after its removal.</param>
/// <param name="ModifiedSeconds">When it was last written, in seconds since 1970.</param>
internal readonly record struct FileFacts(uint UserId, uint Mode, ulong Inode, ulong Links, long ModifiedSeconds);
