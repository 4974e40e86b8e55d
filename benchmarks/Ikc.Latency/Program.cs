// SPDX-License-Identifier: MIT
using Ikc.Latency;

if (Agent.TryRun(args))
    return 0;
return Harness.Run(args);
