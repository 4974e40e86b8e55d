// SPDX-License-Identifier: MIT
using Ikc.Native;

namespace Ikc.Fabrics.Local;

/// <summary>The verbs to one peer, in order; what its socket has no room for waits here, up to a limit.</summary>
internal sealed class OutgoingQueue(FileDescriptor socket, int waitingMax)
{
    private readonly Lock _lock = new();
    private readonly Queue<(byte[] Message, FileDescriptor? Passed)> _waiting = new();
    private bool _closed;

    /// <summary>Sends, or lets wait. The descriptor belongs to the queue from here on, whatever the outcome.</summary>
    /// <param name="message">The message.</param>
    /// <param name="passed">A descriptor to go with it.</param>
    /// <param name="wait">What has to be waited for is told in here, in the order in which it became true.</param>
    public SendOutcome Send(byte[] message, FileDescriptor? passed, Action<SendOutcome> wait)
    {
        lock (_lock)
        {
            SendOutcome outcome = _closed ? SendOutcome.Broken
                : _waiting.Count > 0 ? SendOutcome.NoRoom
                : TrySend(message, passed);
            if (outcome is SendOutcome.NoRoom or SendOutcome.NotNow && _waiting.Count >= waitingMax)
                outcome = SendOutcome.Full;
            if (outcome is SendOutcome.NoRoom or SendOutcome.NotNow)
            {
                _waiting.Enqueue((message, passed));
                if (_waiting.Count == 1)
                    wait(outcome);
                return outcome;
            }

            passed?.Dispose();
            return outcome;
        }
    }

    /// <summary>Sends what waits.</summary>
    public SendOutcome Flush(Action<SendOutcome> wait)
    {
        lock (_lock)
        {
            while (_waiting.TryPeek(out (byte[] Message, FileDescriptor? Passed) next))
            {
                SendOutcome outcome = TrySend(next.Message, next.Passed);
                if (outcome is SendOutcome.NoRoom or SendOutcome.NotNow)
                {
                    wait(outcome);
                    return outcome;
                }

                _waiting.Dequeue();
                next.Passed?.Dispose();
                if (outcome == SendOutcome.Broken)
                    return outcome;
            }

            wait(SendOutcome.Sent);
            return SendOutcome.Sent;
        }
    }

    public bool HasWaiting
    {
        get
        {
            lock (_lock)
                return _waiting.Count > 0;
        }
    }

    public void Close()
    {
        lock (_lock)
        {
            _closed = true;
            while (_waiting.TryDequeue(out (byte[] Message, FileDescriptor? Passed) next))
                next.Passed?.Dispose();
        }
    }

    private SendOutcome TrySend(byte[] message, FileDescriptor? passed)
    {
        int error = LocalSocket.Send(socket, message, passed);
        if (error == 0)
            return SendOutcome.Sent;
        if (error == Errno.TryAgain)
            return SendOutcome.NoRoom;

        // Too many descriptors under way for this user, or no kernel memory: nothing tells when that is over.
        bool passes = error == Errno.TooManyUnderWay || error == Errno.NoBuffers || error == Errno.NoMemory;
        return passes ? SendOutcome.NotNow : SendOutcome.Broken;
    }
}
