// SPDX-License-Identifier: MIT
using System; using System.Collections.Generic; using System.Threading; using System.Threading.Tasks; using Ikc; using MessagePack;

[Union(0, typeof(Case)), Union(0, typeof(Other))] public abstract class {|IKC0054:Same|};

[Union(0, typeof(string))] public interface {|IKC0054:IStrange|};

[Union(0, typeof(Good)), Union(1, typeof(GoodStruct))] public interface IGood;

[MessagePackObject] public class Case : Same;

[MessagePackObject] public class Other : Same;

[MessagePackObject] public class Good : IGood;

[MessagePackObject] public struct GoodStruct : IGood;

[IkcContract("bad")]
public partial interface IBad { [IkcMethod(1)] Same Get(IStrange strange, IGood good); }
