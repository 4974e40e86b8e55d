// SPDX-License-Identifier: MIT
namespace Ikc.Generators.Contracts;

/// <summary>A base contract, to be called through.</summary>
[IkcContract("test.two.base")]
public partial interface IBaseOfTwo
{
    [IkcMethod(1)]
    int Wait(int value);
}

/// <summary>What inherits from it.</summary>
[IkcContract("test.two.derived")]
public partial interface IDerivedOfTwo : IBaseOfTwo;
