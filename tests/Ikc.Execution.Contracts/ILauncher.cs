// SPDX-License-Identifier: MIT
namespace Ikc.Execution.Contracts;

/// <summary>Starts processes for tests that run in another kernel, and talks to them. A process is named by its number there.</summary>
[IkcContract("test.launcher")]
public partial interface ILauncher
{
    /// <summary>Starts the test program with arguments, one a line.</summary>
    [IkcMethod(1)] int Start(string arguments);

    /// <summary>The next line that it says; empty when it has ended.</summary>
    [IkcMethod(2)] string ReadLine(int process);

    /// <summary>Says a line to it.</summary>
    [IkcMethod(3)] void WriteLine(int process, string line);

    /// <summary>STOP, which every thread of it has obeyed when this returns; or CONT.</summary>
    [IkcMethod(4)] void Signal(int process, string name);

    /// <summary>SIGKILL, and gone.</summary>
    [IkcMethod(5)] void Kill(int process);
}
