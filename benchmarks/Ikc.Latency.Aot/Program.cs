// SPDX-License-Identifier: MIT
using Ikc.Latency;

return Agent.TryRun(args) ? 0 : 2;
