// SPDX-License-Identifier: MIT
using Ikc.Native;

namespace Ikc.Fabrics.Local;

/// <summary>
/// The service names that this node owns: each a lock on a file of the domain, which the kernel takes back when the process dies. A lock
/// counts only on the file that still has the name, because its last owner removes the file before it unlocks it.
/// </summary>
internal sealed class ServiceNames(DomainDirectory domain) : IDisposable
{
    private const int TriesMax = 16;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, FileDescriptor> _held = [];

    public bool Owns(string name)
    {
        lock (_lock)
            return _held.ContainsKey(name);
    }

    /// <summary>Takes a name that nobody has. False also when a scanner looks at the file just now.</summary>
    public bool TryOwn(string name)
    {
        lock (_lock)
        {
            if (_held.ContainsKey(name))
                return false;
            string file = NodeFileNames.NameLock(name);
            for (int i = 0; i < TriesMax; i++)
            {
                int error = DomainFiles.OpenToWrite(domain.Descriptor, file, mustBeNew: false, out FileDescriptor? descriptor);
                if (error != 0)
                    throw LinuxError.Exception($"The name {name} cannot be locked in {domain.Path}", error);
                if (!DomainFiles.TryLock(descriptor!))
                {
                    descriptor!.Dispose();
                    return false;
                }

                if (IsNamed(descriptor!, file))
                {
                    _held.Add(name, descriptor!);
                    return true;
                }

                descriptor!.Dispose();
            }

            return false;
        }
    }

    public bool Release(string name)
    {
        lock (_lock)
        {
            if (!_held.Remove(name, out FileDescriptor? descriptor))
                return false;
            _ = DomainFiles.Unlink(domain.Descriptor, NodeFileNames.NameLock(name));
            descriptor.Dispose();
            return true;
        }
    }

    /// <summary>Removes a lock file whose owner is gone.</summary>
    public void RemoveStale(string file)
    {
        if (DomainFiles.OpenToRead(domain.Descriptor, file, out FileDescriptor? seen) != 0)
            return;
        bool locked = DomainFiles.IsLocked(seen!);
        seen!.Dispose();
        if (locked || DomainFiles.OpenToWrite(domain.Descriptor, file, mustBeNew: false, out FileDescriptor? descriptor) != 0)
            return;
        if (DomainFiles.TryLock(descriptor!) && IsNamed(descriptor!, file))
            _ = DomainFiles.Unlink(domain.Descriptor, file);
        descriptor!.Dispose();
    }

    public void Dispose()
    {
        lock (_lock)
        {
            foreach (string name in _held.Keys.ToArray())
                Release(name);
        }
    }

    private bool IsNamed(FileDescriptor descriptor, string file) =>
        DomainFiles.TryStat(descriptor, out FileFacts own) && DomainFiles.TryStat(domain.Descriptor, file, out FileFacts named)
        && own.Inode == named.Inode;
}
