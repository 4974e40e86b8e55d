// SPDX-License-Identifier: MIT
using System.Reflection;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace Ikc.Execution.Support;

/// <summary>
/// Runs the tests of this assembly in this process, one after the other, and reports in KTAP: for machines on which there is nothing but
/// the published program.
/// </summary>
internal static class InProcessRunner
{
    /// <summary>Runs all tests, or those of the classes whose names are given.</summary>
    /// <returns>0 when all passed.</returns>
    public static int Run(IReadOnlyCollection<string> classes, TextWriter output)
    {
        var options = new Options();
        var report = new Report(output);
        using var framework = new XunitTestFramework(report);
        using ITestFrameworkDiscoverer discoverer = framework.GetDiscoverer(Reflector.Wrap(Assembly.GetExecutingAssembly()));
        discoverer.Find(includeSourceInformation: false, report, options);
        report.Discovered.Wait();
        ITestCase[] cases =
        [
            .. report.Cases.Where(found => classes.Count == 0 || classes.Contains(found.TestMethod.TestClass.Class.Name.Split('.')[^1])),
        ];
        using ITestFrameworkExecutor executor = framework.GetExecutor(Assembly.GetExecutingAssembly().GetName());
        executor.RunTests(cases, report, options);
        report.Finished.Wait();
        output.WriteLine($"1..{report.Count}");
        return report.Failed == 0 && report.Count > 0 ? 0 : 1;
    }

    private sealed class Options : ITestFrameworkDiscoveryOptions, ITestFrameworkExecutionOptions
    {
        public TValue GetValue<TValue>(string name) =>
            name == "xunit.execution.DisableParallelization" ? (TValue)(object)true : default!;

        public void SetValue<TValue>(string name, TValue value)
        {
        }
    }

    private sealed class Report(TextWriter output) : LongLivedMarshalByRefObject, IMessageSink
    {
        public List<ITestCase> Cases { get; } = [];

        public ManualResetEventSlim Discovered { get; } = new();

        public ManualResetEventSlim Finished { get; } = new();

        public int Count { get; private set; }

        public int Failed { get; private set; }

        public bool OnMessage(IMessageSinkMessage message)
        {
            switch (message)
            {
                case ITestCaseDiscoveryMessage found:
                    Cases.Add(found.TestCase);
                    break;
                case IDiscoveryCompleteMessage:
                    Discovered.Set();
                    break;
                case ITestStarting starting:
                    output.WriteLine($"# {starting.Test.DisplayName}");
                    break;
                case ITestPassed passed:
                    Say("ok", passed, "");
                    break;
                case ITestSkipped skipped:
                    Say("ok", skipped, " # SKIP " + skipped.Reason);
                    break;
                case ITestFailed failed:
                    Failed++;
                    Say("not ok", failed, "");
                    Explain(failed);
                    break;
                case ITestAssemblyFinished:
                    Finished.Set();
                    break;
                case IFailureInformation broken:
                    Failed++;
                    output.WriteLine($"not ok {++Count} outside of a test");
                    Explain(broken);
                    break;
            }

            output.Flush();
            return true;
        }

        private void Say(string result, ITestResultMessage message, string more) =>
            output.WriteLine($"{result} {++Count} {message.Test.DisplayName.Replace("#", "", StringComparison.Ordinal)}{more}");

        private void Explain(IFailureInformation failure)
        {
            for (int i = 0; i < failure.Messages.Length; i++)
            {
                foreach (string line in $"{failure.ExceptionTypes[i]}: {failure.Messages[i]}\n{failure.StackTraces[i]}".Split('\n'))
                    output.WriteLine("# " + line);
            }
        }
    }
}
