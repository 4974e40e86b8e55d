// SPDX-License-Identifier: MIT
using Ikc;

namespace Storage.Contract;

/// <summary>An open file.</summary>
[IkcStruct]
public struct OpenedFile
{
    /// <summary>Bytes now.</summary>
    public long SizeBytes;

    /// <summary>What Read and Close take.</summary>
    public int Handle;

    /// <summary>Always 0.</summary>
    public int Reserved;
}
