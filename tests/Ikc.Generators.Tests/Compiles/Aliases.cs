// SPDX-License-Identifier: MIT
namespace App
{
    /// <summary>A type called as an alias of generated files is.</summary>
    [Ikc.IkcStruct]
    public struct __Ikc
    {
        public int A;
    }

    /// <inheritdoc cref="__Ikc"/>
    [Ikc.IkcStruct]
    public struct __Runtime
    {
        public int A;
    }

    /// <summary>Its methods overload those of its base, and hide one; the first is called as what the service is, the others as what declares them.</summary>
    [Ikc.IkcContract("derived")]
    public partial interface IDerived : IBase
    {
        [Ikc.IkcMethod(1)]
        long Get(long value);

        [Ikc.IkcMethod(2)]
        new __Ikc Get(__Ikc first, in __Runtime second);
    }

    [Ikc.IkcContract("base")]
    public partial interface IBase
    {
        [Ikc.IkcMethod(1)]
        int Get(int value);

        [Ikc.IkcMethod(2)]
        __Ikc Get(__Ikc first, in __Runtime second);
    }
}
