// SPDX-License-Identifier: MIT
using Ikc.Latency;
using Ikc.Native;

if (args is ["peer", var domain, var cpu, var numbers])
{
    ThreadSettings.Apply([int.Parse(cpu)], 0);
    PeerLoop.Run(domain, int.Parse(cpu), Shared.Open(numbers));
    return;
}

Options options = Options.Parse(args);
ThreadSettings.Apply([options.OwnCpu], 0);
var run = new Run(options);
MachineFacts before = MachineFacts.Read();
run.Execute();
Report.Print(run.All, options);
if (options.Json is not null)
    Report.WriteJson(options.Json, run.All, MachineFacts.Read().Since(before), options);
