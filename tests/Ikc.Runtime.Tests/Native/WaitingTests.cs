// SPDX-License-Identifier: MIT
using System.Runtime.InteropServices;
using Ikc.Fabrics;
using Tmds.Linux;

namespace Ikc.Native;

/// <summary>Sleeping on descriptors, and descriptors that close meanwhile.</summary>
public sealed class WaitingTests
{
    [Fact]
    public void ASignalToTheThreadEndsNoWait()
    {
        using var wake = new EventCounter();
        using PosixSignalRegistration handled = PosixSignalRegistration.Create(PosixSignal.SIGWINCH, context => context.Cancel = true);
        int result = -1;
        int thread = 0;
        using var started = new ManualResetEventSlim();
        var sleeper = new Thread(() =>
        {
            thread = (int)LibC.syscall(RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 186 : 178); // gettid
            started.Set();
            result = Polling.WaitReadable(wake.Descriptor, null, -1);
        });
        sleeper.Start();
        started.Wait();
        for (int i = 0; i < 500; i++)
        {
            // tgkill, SIGWINCH
            LibC.syscall(RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 234 : 131, (int)LibC.getpid(), thread, 28);
            Thread.Yield();
        }

        Assert.False(sleeper.Join(0));
        wake.Signal();
        sleeper.Join();
        Assert.Equal(1, result);
    }

    [Fact]
    public void ASignalIsNeverLostBetweenDrains()
    {
        const int Rounds = 100_000;
        using var wake = new EventCounter();
        int given = 0;
        int seen = 0;
        var signaller = new Thread(() =>
        {
            for (int i = 1; i <= Rounds; i++)
            {
                Volatile.Write(ref given, i);
                wake.Signal();
            }
        });
        signaller.Start();
        while (seen < Rounds)
        {
            Assert.Equal(1, Polling.WaitReadable(wake.Descriptor, null, TestNode.PatienceNs));
            wake.DrainReadable();
            seen = Volatile.Read(ref given);
        }

        signaller.Join();
        wake.DrainReadable();
        Assert.Equal(0, Polling.WaitReadable(wake.Descriptor, null, 0));
    }

    [Fact]
    public void ADescriptorClosesAfterItsLastUse()
    {
        LocalSocket.CreatePair(out FileDescriptor mine, out FileDescriptor other);
        using (FileDescriptor.Hold held = mine.Use())
        {
            mine.Dispose();
            Assert.True(held.Number >= 0);
            Assert.Equal(0, Polling.WaitReadable(other, null, 0)); // the other end sees no end yet
        }

        using (FileDescriptor.Hold late = mine.Use())
            Assert.Equal(-1, late.Number);

        Assert.Equal(1, Polling.WaitReadable(other, null, TestNode.PatienceNs));
        Assert.Equal(1, Polling.WaitReadable(mine, null, TestNode.PatienceNs));
        Assert.Equal(Errno.BadDescriptor, LocalSocket.SendByte(mine));
        other.Dispose();
    }

    [Fact]
    public void TheClockKnowsNoEnd()
    {
        Assert.Equal(MonotonicClock.Never, MonotonicClock.After(-1));
        Assert.Equal(MonotonicClock.Never, MonotonicClock.After(long.MaxValue));
        Assert.Equal(MonotonicClock.Never, MonotonicClock.After(TimeSpan.MaxValue));
        Assert.Equal(MonotonicClock.Never, MonotonicClock.After(Timeout.InfiniteTimeSpan));
        Assert.Equal(-1, MonotonicClock.Remaining(MonotonicClock.Never));
        Assert.Equal(0, MonotonicClock.Remaining(MonotonicClock.After(0)));
    }
}
