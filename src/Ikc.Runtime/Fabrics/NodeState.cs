// SPDX-License-Identifier: MIT
namespace Ikc.Fabrics;

internal enum NodeState
{
    Starting = 0,
    Serving = 1,
    Draining = 2,
    Dead = 3,
}
