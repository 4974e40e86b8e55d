// SPDX-License-Identifier: MIT
using System; using System.Collections.Generic; using System.Threading; using System.Threading.Tasks; using Ikc; using MessagePack;

public interface IPlain { [IkcMethod(1)] int {|IKC0015:Get|}(); }

public class Service { [IkcMethod(1)] public int {|IKC0015:Get|}() => 1; }

[IkcContract("bad")]
public partial interface IBad
{
    [IkcMethod(1)] sealed int {|IKC0015:Sealed|}() => 1;

    [IkcMethod(2)] static int {|IKC0015:Static|}() => 1;

    [IkcMethod(3)] private int {|IKC0015:Private|}() => 1;

    [IkcMethod(4)] int Virtual() => 1;
}
