// SPDX-License-Identifier: MIT
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

// "--short" for a check that all of them run; "--first" for what the first time in a process costs, nothing compiled yet, in ten processes;
// without either the figures are those of code that has run often. Everything else is BenchmarkDotNet's.
Job job = args.Contains("--short") ? Job.Dry.WithToolchain(InProcessEmitToolchain.Instance).WithId("Short")
    : args.Contains("--first") ? Job.Dry.WithLaunchCount(10).WithId("First")
    : Job.Default.WithId("Full");
IConfig config = DefaultConfig.Instance
    .AddJob(job)
    .AddDiagnoser(MemoryDiagnoser.Default)
    .AddColumn(StatisticColumn.P95)
    .WithOptions(ConfigOptions.JoinSummary);
string[] rest = [.. args.Where(static word => word is not ("--short" or "--first"))];
var summaries = BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(rest.Length > 0 ? rest : ["--filter", "*"], config);
bool isWhole = summaries.All(static summary => !summary.HasCriticalValidationErrors && summary.Reports.All(static report => report.Success));
return isWhole && summaries.Any() ? 0 : 1;
