// SPDX-License-Identifier: MIT
using Ikc;

file enum Hidden { A }

public enum Seen { A }

[IkcContract("bad")]
public partial interface IBad { [IkcMethod(1)] Seen Get({|IKC0033:Hidden|} value, {|IKC0033:Hidden[]|} values); }
