// SPDX-License-Identifier: MIT
using Ikc.Native;

namespace Ikc.Fabrics.Local;

/// <summary>An area of this node's. Its file is kept until it was offered.</summary>
internal sealed class LocalOwnArea(SharedMapping mapping, FileDescriptor descriptor) : OwnArea(mapping)
{
    private FileDescriptor? _descriptor = descriptor;

    /// <summary>The file, for whoever asks first.</summary>
    public FileDescriptor? TakeDescriptor() => Interlocked.Exchange(ref _descriptor, null);

    public override void Dispose()
    {
        TakeDescriptor()?.Dispose();
        base.Dispose();
    }
}
