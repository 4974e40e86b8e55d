// SPDX-License-Identifier: MIT
using System.Globalization;
using System.Runtime.ExceptionServices;

namespace Ikc.Native;

/// <summary>Settings of one thread, as the kernel shows them afterwards.</summary>
public sealed class ThreadSettingsTests
{
    [Fact]
    public void AThreadIsPinnedAlone() => OnThread(() =>
    {
        string before = AllowedCpus("/proc/self/status");
        int cpu = int.Parse(AllowedCpus("/proc/thread-self/status").Split(',', '-')[0], CultureInfo.InvariantCulture);
        ThreadSettings.Apply([cpu], 0);
        Assert.Equal(cpu.ToString(CultureInfo.InvariantCulture), AllowedCpus("/proc/thread-self/status"));
        Assert.Equal(before, AllowedCpus("/proc/self/status"));
    });

    [Fact]
    public void NothingAskedChangesNothing() => OnThread(() =>
    {
        string before = AllowedCpus("/proc/thread-self/status");
        ThreadSettings.Apply(null, 0);
        ThreadSettings.Apply([], 0);
        Assert.Equal((before, "0"), (AllowedCpus("/proc/thread-self/status"), Scheduler().Policy));
    });

    [Fact]
    public void ARealtimePriorityIsSetOrRefusedByName() => OnThread(() =>
    {
        try
        {
            ThreadSettings.Apply(null, 7);
            Assert.Equal(("7", "1"), Scheduler());
        }
        catch (IkcException refused)
        {
            Assert.Equal(IkcStatus.PermissionDenied, refused.Status);
            Assert.Equal(("0", "0"), Scheduler());
        }
    });

    [Fact]
    public void AThreadLeavesACpuThatItWasPinnedTo() => OnThread(() =>
    {
        int here = Thread.GetCurrentProcessorId();
        ThreadSettings.Apply([here], 0);
        bool isElsewhere = ThreadSettings.TryAvoid(here);
        Assert.Equal(Environment.ProcessorCount > 1, isElsewhere);
        Assert.Equal(isElsewhere, Thread.GetCurrentProcessorId() != here);
    });

    [Fact]
    public void WhatIsNotThereIsRefused() => OnThread(() =>
    {
        Assert.Equal(
            IkcStatus.Unavailable, Assert.Throws<IkcException>(() => ThreadSettings.Apply([ThreadSettings.CpuMax], 0)).Status);
        Assert.Throws<ArgumentOutOfRangeException>(() => ThreadSettings.Apply([-1], 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => ThreadSettings.Apply([ThreadSettings.CpuMax + 1], 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => ThreadSettings.Apply(null, 100));
        Assert.Throws<ArgumentOutOfRangeException>(() => ThreadSettings.Apply(null, -1));
    });

    private static string AllowedCpus(string status) =>
        File.ReadLines(status).Single(line => line.StartsWith("Cpus_allowed_list:", StringComparison.Ordinal)).Split(':')[1].Trim();

    private static (string Priority, string Policy) Scheduler()
    {
        // After the name in brackets come the fields from the third on: rt_priority is the 40th, policy the 41st.
        string[] fields = File.ReadAllText("/proc/thread-self/stat").Split(") ")[^1].Split(' ');
        return (fields[40 - 3], fields[41 - 3]);
    }

    private static void OnThread(Action action)
    {
        ExceptionDispatchInfo? failure = null;
        var thread = new Thread(() =>
        {
            try
            {
                action();
            }
            catch (Exception e)
            {
                failure = ExceptionDispatchInfo.Capture(e);
            }
        });
        thread.Start();
        thread.Join();
        failure?.Throw();
    }
}
