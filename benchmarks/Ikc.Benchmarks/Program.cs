// SPDX-License-Identifier: MIT
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

// "--short" for a check that all of them run; without it the figures are worth reading. Everything else is BenchmarkDotNet's.
bool isShort = args.Contains("--short");
Job job = isShort
    ? Job.Dry.WithToolchain(InProcessEmitToolchain.Instance).WithId("Short")
    : Job.Default.WithId("Full");
IConfig config = DefaultConfig.Instance
    .AddJob(job)
    .AddDiagnoser(MemoryDiagnoser.Default)
    .AddColumn(StatisticColumn.P95)
    .WithOptions(ConfigOptions.JoinSummary);
string[] rest = [.. args.Where(static word => word != "--short")];
var summaries = BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(rest.Length > 0 ? rest : ["--filter", "*"], config);
bool isWhole = summaries.All(static summary => !summary.HasCriticalValidationErrors && summary.Reports.All(static report => report.Success));
return isWhole && summaries.Any() ? 0 : 1;
