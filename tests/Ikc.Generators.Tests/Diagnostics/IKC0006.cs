// SPDX-License-Identifier: MIT
using System; using System.Collections.Generic; using System.Threading; using System.Threading.Tasks; using Ikc; using MessagePack;

public interface IPlain { int Get(); }

public interface IMarker;

[IkcContract("bad")]
public partial interface IBad : IMarker, {|IKC0006:IPlain|}, {|IKC0006:System.IDisposable|}, IAsyncDisposable;
